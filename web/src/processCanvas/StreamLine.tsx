import { short } from "./canvasWords.ts";
import type { DrawnStream } from "./drawing.ts";

interface StreamLineProps {
  readonly stream: DrawnStream;
  readonly words: string;
  /** The drawing is so small that words on it cannot be read. */
  readonly isFar: boolean;
  readonly isSelected: boolean;
}

/** A stream as a line with its words. */
export function StreamLine({ stream, words, isFar, isSelected }: StreamLineProps) {
  const d = `M${stream.points.map((point) => point.join(" ")).join("L")}`;
  const last = stream.points.at(-1) ?? [0, 0];
  const [x, y] = stream.label.at;
  const isEnd = stream.end !== "between";
  const anchor = stream.end === "feed" ? "end" : stream.end === "product" ? "start" : "middle";
  const lines = words === "" || isFar ? [] : words.split("\n");
  const room = Math.floor(stream.label.roomPx / 5.4);
  return (
    <g
      className="pf-stream"
      data-stream={stream.id}
      data-end={stream.end}
      data-recycle={stream.isRecycle || undefined}
      data-selected={isSelected || undefined}
    >
      <title>{`${stream.id}\n${words}`}</title>
      <path className="pf-stream-reach" d={d} />
      <path className="pf-stream-line" d={d} />
      {stream.end === "product" && <path className="pf-stream-head" d={`M${last[0]} ${last[1] - 4}l7 4l-7 4Z`} />}
      {lines.map((line, i) => (
        <text
          key={`${i}${line}`}
          x={x}
          y={isEnd ? y + 3.5 + (i - (lines.length - 1) / 2) * 11 : y - 4 + i * 15}
          textAnchor={anchor}
          className={i === 0 ? "pf-stream-name" : "pf-stream-flow"}
        >
          {short(line, room)}
        </text>
      ))}
    </g>
  );
}

/** Words of one stream above everything else, as large on the screen as they are at full size. */
export function StreamTag({ stream, words, scale }: { stream: DrawnStream; words: string; scale: number }) {
  const [x, y] = stream.label.at;
  const anchor = stream.end === "feed" ? "end" : stream.end === "product" ? "start" : "middle";
  const sizePx = 12 / scale;
  return (
    <text
      x={x}
      y={stream.end === "between" ? y - sizePx / 3 : y + sizePx / 3}
      textAnchor={anchor}
      className="pf-stream-tag"
      style={{ fontSize: sizePx, strokeWidth: sizePx / 2 }}
    >
      {(words === "" ? stream.id : words).replace("\n", ", ")}
    </text>
  );
}
