import { CloseButton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ElementResult } from "../api/documents.ts";
import type { MapMeasure } from "../app/search.ts";
import { Evidence } from "../parts/Evidence.tsx";
import { commodityName, formatPct, formatQuantity, rangeWords } from "../parts/words.ts";
import { measureWords } from "./measureWords.ts";
import { type MineMark, measureNames } from "./mineMarks.ts";

interface MineCardProps {
  readonly mark: MineMark;
  readonly element: ElementResult;
  readonly measure: MapMeasure;
  readonly isPinned: boolean;
  readonly onClose: () => void;
}

/** What one circle stands for. */
export function MineCard({ mark, element, measure, isPinned, onClose }: MineCardProps) {
  const { mine, value, share } = mark;
  return (
    <article className="map-card" data-testid="mine-card">
      <header>
        <h3>
          <Link to="/mines/$id" params={{ id: mine.id }}>
            {mine.name}
          </Link>
        </h3>
        {isPinned && <CloseButton size="sm" onClick={onClose} aria-label="Close this card" />}
      </header>
      <p className="small muted">
        {commodityName(mine.mainCommodity)}, {mine.state} · {mine.processRoute}
      </p>
      <dl className="facts small">
        <dt>
          {measureNames[measure].name} of {element.symbol}
        </dt>
        <dd>
          <b>{measureWords(value, measure, element)}</b> (expected)
        </dd>
        <dt>Of national {element.symbol}</dt>
        <dd>{formatPct(share)}</dd>
        <dt>Ore</dt>
        <dd>
          {formatQuantity(mine.oreT.mean)} t/yr <Evidence grade={mine.oreBasis} note="ore tonnage" />
          <br />
          <span className="muted">{rangeWords(mine.oreT)}</span>
        </dd>
      </dl>
    </article>
  );
}
