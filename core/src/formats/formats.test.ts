import { strFromU8, strToU8, zlibSync } from "fflate";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { DataError } from "../evidence/issue.ts";
import { blockCentres } from "./blockCentres.ts";
import { blocksFromTable } from "./blockTable.ts";
import { readDxf, writeDxf } from "./dxf.ts";
import { everything, regularBlocks } from "./fixture.ts";
import { rasterOfLayer, readGeoTiff, writeGeoTiff } from "./geoTiff.ts";
import { readGslib, writeGslib } from "./gslib.ts";
import { readOmf } from "./omf/readOmf.ts";
import { writeOmf } from "./omf/writeOmf.ts";
import type { LineSet, SceneBlocks, SceneObject } from "./scene.ts";
import { readScene, writeScene } from "./sceneFile.ts";
import { readSurpacStrings, writeSurpacStrings } from "./surpacStrings.ts";
import { readVti, writeVti, writeVtp } from "./vtk.ts";

const date = "2026-01-02T03:04:05Z";

/** The code of the one finding that a file is refused with. */
async function codeOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof DataError) return error.issues.map(({ code }) => code).join();
    throw error;
  }
  return "accepted";
}

describe("Open Mining Format 2", () => {
  test("every kind of object comes back as it was written", async () => {
    const { scene, issues } = await readOmf(writeOmf(everything, date), "all.omf");
    expect(issues).toEqual([]);
    expect(scene).toEqual({
      ...everything,
      objects: everything.objects.map((object) =>
        object.type === "blocks" && object.name.startsWith("unequal")
          ? { ...object, sizes: [Float64Array.of(10, 10), Float64Array.of(20, 20, 20), object.sizes[2]] }
          : object,
      ),
    });
  });
  test("the file ends in the format's name, and its members are stored as the format demands", () => {
    const bytes = writeOmf(everything, date);
    expect(strFromU8(bytes.subarray(-22))).toBe("Open Mining Format 2.0");
    expect([...bytes.subarray(0, 4)]).toEqual([0x50, 0x4b, 3, 4]);
    expect(bytes[8] + 256 * bytes[9]).toBe(0);
  });
  test("the same scene gives the same octets", () => {
    expect(writeOmf(everything, date)).toEqual(writeOmf(everything, date));
  });
  test.each([
    ["a file of another kind", strToU8("no archive at all, but long enough to look for one"), "format.not-omf"],
    ["a ZIP without the comment", writeOmf(everything, date).slice(0, -22), "format.not-omf"],
    ["a file cut in the middle", writeOmf(everything, date).slice(900), "format.not-omf"],
  ])("%s is refused", async (_what, bytes, code) => {
    expect(await codeOf(() => readOmf(bytes, "a.omf"))).toBe(code);
  });
  property.prop([fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 255 })], { numRuns: 60 })(
    "one damaged octet is either refused with a finding or does no harm to the shape",
    async (at, change) => {
      const bytes = writeOmf({ ...everything, objects: everything.objects.slice(0, 3) }, date);
      bytes[at % bytes.length] ^= change;
      expect(await codeOf(() => readOmf(bytes, "a.omf"))).toMatch(/^(accepted|format\.)/);
    },
  );
  test("an attribute of the wrong length is refused on writing", () => {
    const [points] = everything.objects;
    const wrong = {
      ...points,
      attributes: [{ kind: "number", name: "n", unit: null, location: "vertices", values: new Float64Array(3) }],
    } as SceneObject;
    expect(() => writeOmf({ ...everything, objects: [wrong] }, date)).toThrow("3 values for 2 vertices");
  });
});

describe("tables of block centres", () => {
  const columns = (rows: readonly (readonly number[])[], names = ["x", "y", "z", "Co"]) =>
    new Map(names.map((name, at) => [name, Float64Array.from(rows, (row) => row[at])]));

  test.each(["csv", "parquet", "dat"])(
    "a block model survives a .%s file, words where the format has them",
    async (extension) => {
      const numbers = { ...regularBlocks, attributes: regularBlocks.attributes.slice(0, 1) };
      const whole = extension === "dat" ? numbers : regularBlocks;
      const bytes = await writeScene({ ...everything, objects: [whole] }, `m.${extension}`);
      const { scene } = await readScene(bytes, `m.${extension}`);
      const back = scene.objects[0] as SceneBlocks;
      expect(back.origin).toEqual(whole.origin);
      expect(back.count).toEqual(whole.count);
      expect(back.attributes.map(({ values }) => [...values])).toEqual(
        whole.attributes.map(({ values }) => [...values]),
      );
    },
  );
  test("sub-blocks by their sizes: the largest is the parent, the others lie inside", () => {
    const table = columns(
      [
        [5, 5, 5, 10, 10, 10, 1],
        [12.5, 5, 5, 5, 10, 10, 2],
        [17.5, 5, 2.5, 5, 10, 5, 3],
        [17.5, 5, 7.5, 5, 10, 5, 4],
      ],
      ["XC", "YC", "ZC", "XINC", "YINC", "ZINC", "CU"],
    );
    const { blocks } = blocksFromTable(table, "m.csv");
    expect(blocks.count).toEqual([2, 1, 1]);
    expect(Array.from(blocks.subblocks?.corners.slice(12, 18) ?? [])).toEqual([0.5, 0, 0, 1, 1, 0.5]);
    const { centres, sizes } = blockCentres(blocks);
    expect(Array.from(centres.slice(6, 9))).toEqual([17.5, 5, 2.5]);
    expect(Array.from(sizes.slice(6, 9))).toEqual([5, 10, 5]);
  });
  test("absent blocks hold no value and are counted", () => {
    const { blocks, issues } = blocksFromTable(
      columns([
        [0, 0, 0, 1],
        [10, 0, 0, 2],
        [20, 10, 5, 3],
      ]),
      "m.csv",
    );
    expect(blocks.count).toEqual([3, 2, 2]);
    expect(issues[0].message).toContain("9 of 12 blocks");
  });
  test.each([
    ["no z column", columns([[1, 2]], ["x", "y"]), "format.block-columns"],
    [
      "a centre that is no number",
      columns([
        [0, 0, 0, 1],
        [Number.NaN, 0, 5, 1],
      ]),
      "format.block-centre",
    ],
    [
      "a block twice",
      columns([
        [0, 0, 0, 1],
        [10, 10, 5, 1],
        [10, 10, 5, 2],
      ]),
      "format.block-twice",
    ],
    [
      "a centre off the lattice",
      columns([
        [0, 0, 0, 1],
        [10, 10, 5, 1],
        [34, 10, 5, 2],
      ]),
      "format.block-lattice",
    ],
    [
      "one layer without a size",
      columns([
        [0, 0, 0, 1],
        [10, 10, 0, 1],
      ]),
      "format.block-lattice",
    ],
    [
      "a stray row far away",
      columns([
        [0, 0, 0, 1],
        [0.01, 0.01, 0.01, 1],
        [1e6, 1e6, 1e6, 1],
      ]),
      "format.too-large",
    ],
  ])("%s is refused", async (_what, table, code) => {
    expect(await codeOf(() => blocksFromTable(table, "m.csv"))).toBe(code);
  });
  test("one layer is read when its thickness is stated", () => {
    const { blocks } = blocksFromTable(
      columns([
        [0, 0, 7, 1],
        [10, 10, 7, 1],
      ]),
      "m.csv",
      [null, null, 4],
    );
    expect(blocks.origin[2]).toBe(5);
  });
});

describe("GSLIB", () => {
  test("the format's own example shape: title, names, rows, and -1e21 as missing", () => {
    const { table, issues } = readGslib(
      "Clustered\n3 1 1\nXlocation\nYlocation\nPrimary\n39.5 18.5 .06\n 5.5\t1.5 -1.0e21\n",
      "c.dat",
    );
    expect([...table.columns.keys()]).toEqual(["Xlocation", "Ylocation", "Primary"]);
    expect(Array.from(table.columns.get("Primary") ?? [])).toEqual([0.06, Number.NaN]);
    expect(issues.map(({ code }) => code)).toEqual(["format.gslib-trimmed"]);
  });
  property.prop([
    fc.array(fc.tuple(fc.double({ min: -1e20, max: 1e20 }), fc.double({ min: -1e20, max: 1e20 })), {
      minLength: 1,
      maxLength: 30,
    }),
  ])("numbers come back to the last bit", (rows) => {
    const columns = new Map([
      ["a", Float64Array.from(rows, ([a]) => a)],
      ["b", Float64Array.from(rows, ([, b]) => b)],
    ]);
    const { table } = readGslib(writeGslib({ title: "t", columns }), "t.dat");
    expect(Array.from(table.columns.get("b") ?? [])).toEqual(rows.map(([, b]) => (b === 0 ? 0 : b)).map((b) => b + 0));
  });
  test.each([
    ["no count", "title\nx\n", "format.gslib-header"],
    ["names missing", "title\n3\nx\n", "format.gslib-header"],
    ["a short row", "title\n2\nx\ny\n1\n", "format.gslib-row"],
    ["a word", "title\n1\nx\nabc\n", "format.gslib-row"],
  ])("%s is refused", async (_what, text, code) => {
    expect(await codeOf(() => readGslib(text, "t.dat"))).toBe(code);
  });
});

describe("VTK", () => {
  const numbers = { ...regularBlocks, attributes: regularBlocks.attributes.slice(0, 1) };
  test("image data come back with name, unit and turned axes", () => {
    const [cosine, sine] = [Math.cos(0.5), Math.sin(0.5)];
    const turned: SceneBlocks = {
      ...numbers,
      name: "m.vti",
      description: "",
      u: [cosine, -sine, 0],
      v: [sine, cosine, 0],
    };
    expect(readVti(writeVti(turned), "m.vti").blocks).toEqual(turned);
  });
  test("ASCII, base 64 and zlib forms hold the same numbers", () => {
    const values = Float64Array.of(1.5, -2, 3e10, 0.25);
    const raw = new Uint8Array(values.buffer);
    const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
    const u32 = (...cells: number[]) => new Uint8Array(Uint32Array.from(cells).buffer);
    const packed = zlibSync(raw);
    const forms: readonly [string, string, string][] = [
      ["", "ascii", "1.5 -2 3e10 0.25"],
      ["", "binary", b64(Uint8Array.from([...u32(raw.length), ...raw]))],
      [' compressor="vtkZLibDataCompressor"', "binary", b64(u32(1, 32, 0, packed.length)) + b64(packed)],
    ];
    for (const [compressor, format, body] of forms) {
      const text = `<?xml version="1.0"?><VTKFile type="ImageData" version="0.1" byte_order="LittleEndian"${compressor}>
        <ImageData WholeExtent="0 2 0 2 0 1" Origin="0 0 0" Spacing="1 1 1"><Piece Extent="0 2 0 2 0 1"><CellData>
        <DataArray type="Float64" Name="Co" format="${format}">
          ${body}
        </DataArray></CellData></Piece></ImageData></VTKFile>`;
      expect([...readVti(strToU8(text), "a.vti").blocks.attributes[0].values]).toEqual([1.5, -2, 3e10, 0.25]);
    }
  });
  test("sub-blocks cannot be an image, and the error says what can hold them", () => {
    expect(() => writeVti(everything.objects[5] as SceneBlocks)).toThrow("write OMF or CSV");
  });
  test.each([
    ["no VTK at all", "<xml/>", "format.not-vtk"],
    ["a mesh", '<VTKFile type="PolyData"><PolyData/></VTKFile>', "format.vtk-grid"],
    ["no extent", '<VTKFile><ImageData WholeExtent="0 1 x"><Piece/></ImageData></VTKFile>', "format.vtk-grid"],
    [
      "10^12 cells",
      '<VTKFile><ImageData WholeExtent="0 10000 0 10000 0 10000"><Piece/></ImageData></VTKFile>',
      "format.vtk-grid",
    ],
    [
      "too few numbers",
      '<VTKFile><ImageData WholeExtent="0 1 0 1 0 2"><Piece><CellData><DataArray type="Float64" Name="a" format="ascii">1</DataArray></CellData></Piece></ImageData></VTKFile>',
      "format.vtk-array",
    ],
  ])("%s is refused", async (_what, text, code) => {
    expect(await codeOf(() => readVti(strToU8(text), "a.vti"))).toBe(code);
  });
  test("poly data name as many cells as there are triangles", () => {
    const text = strFromU8(
      writeVtp(everything.objects[2] as Extract<SceneObject, { type: "triangles" }>).slice(0, 700),
      true,
    );
    expect(text).toContain('NumberOfPoints="4" NumberOfPolys="2"');
  });
});

describe("strings", () => {
  const holes = everything.objects[1] as LineSet;
  test("a Surpac file has northing before easting", () => {
    const text =
      "pond,12-Jan-26,,\n0, 0, 0, 0, 0, 0, 0\n1, 200.0, 100.0, 5.0, a\n1, 210.0, 100.0, 6.0,\n0, 0, 0, 0,\n0, 0, 0, 0, END\n";
    expect(Array.from(readSurpacStrings(text, "p.str")[0].vertices)).toEqual([100, 200, 5, 100, 210, 6]);
  });
  test("Surpac and DXF give back the runs that were written", () => {
    const surpac = readSurpacStrings(writeSurpacStrings([holes], "pond", "2026-01-02"), "p.str")[0];
    const dxf = readDxf(writeDxf([holes]), "p.dxf").objects[0] as LineSet;
    for (const back of [surpac, dxf]) {
      expect(Array.from(back.vertices)).toEqual(Array.from(holes.vertices));
      expect(Array.from(back.segments)).toEqual(Array.from(holes.segments));
    }
  });
  test("DXF points and triangles come back, and what is not read is counted", () => {
    const [points, , base] = everything.objects as [SceneObject, SceneObject, SceneObject];
    const text = writeDxf([points, base] as Parameters<typeof writeDxf>[0]).replace(
      "0\nENDSEC",
      "0\nTEXT\n8\na\n0\nENDSEC",
    );
    const { objects, issues } = readDxf(text, "p.dxf");
    expect(objects.map(({ type }) => type)).toEqual(["points", "triangles"]);
    expect(objects[1]).toMatchObject({ triangles: Uint32Array.of(0, 1, 2, 3, 4, 5) });
    expect(issues.map(({ message }) => message)).toEqual(["1 entities of type TEXT are not read"]);
  });
  test("a closed light polyline ends where it began", () => {
    const text =
      "0\nSECTION\n2\nENTITIES\n0\nLWPOLYLINE\n8\nrim\n90\n3\n70\n1\n38\n12\n10\n0\n20\n0\n10\n10\n20\n0\n10\n10\n20\n10\n0\nENDSEC\n0\nEOF\n";
    const rim = readDxf(text, "p.dxf").objects[0] as LineSet;
    expect(Array.from(rim.segments)).toEqual([0, 1, 1, 2, 2, 0]);
    expect(rim.vertices[8]).toBe(12);
  });
  test.each([
    ["binary DXF", () => readDxf("AutoCAD Binary DXF\r\n", "a.dxf"), "format.dxf-binary"],
    ["DXF without entities", () => readDxf("0\nSECTION\n2\nHEADER\n0\nENDSEC\n", "a.dxf"), "format.dxf-entities"],
    [
      "a DXF word for a number",
      () => readDxf("0\nSECTION\n2\nENTITIES\n0\nPOINT\n10\nx\n20\n1\n0\nENDSEC\n", "a.dxf"),
      "format.dxf-number",
    ],
    ["a group code that is none", () => readDxf("0\nSECTION\nabc\nENTITIES\n", "a.dxf"), "format.dxf-code"],
    ["a string file without a header", () => readSurpacStrings("pond\n", "a.str"), "format.surpac-header"],
    [
      "a short string record",
      () => readSurpacStrings("pond,x,,\n0,0,0,0,0,0,0\n1, 2, 3\n", "a.str"),
      "format.surpac-row",
    ],
  ])("%s is refused", async (_what, work, code) => {
    expect(await codeOf(work)).toBe(code);
  });
});

describe("GeoTIFF", () => {
  test("a layer of blocks comes back in its place, missing values too", async () => {
    const raster = rasterOfLayer(regularBlocks, "Co", 0, 32_611);
    const { raster: back, issues } = await readGeoTiff(writeGeoTiff(raster), "a.tif");
    expect(back).toEqual(raster);
    expect(issues).toEqual([]);
  });
  test("without an EPSG code it is in metres of no stated system, never in degrees", async () => {
    const raster = rasterOfLayer(regularBlocks, "Co", 0, null);
    const { raster: back, issues } = await readGeoTiff(writeGeoTiff(raster), "a.tif");
    expect(back).toEqual(raster);
    expect(issues).toEqual([]);
  });
  test("a scene of several objects asks which one becomes the raster", async () => {
    expect(await codeOf(() => writeScene(everything, "a.tif"))).toBe("format.holds");
    expect(await codeOf(() => writeScene(everything, "a.tif", { object: "today" }))).toBe("accepted");
  });
  test.each([
    ["no TIFF", strToU8("GIF89a and more than a few octets"), "format.not-tiff"],
    ["an empty file", new Uint8Array(0), "format.not-tiff"],
  ])("%s is refused", async (_what, bytes, code) => {
    expect(await codeOf(() => readGeoTiff(bytes, "a.tif"))).toBe(code);
  });
});

describe("by file name", () => {
  test("an unknown end is refused with the known ones", async () => {
    expect(await codeOf(() => readScene(strToU8("x"), "a.xyz"))).toBe("format.unknown");
    expect(await codeOf(() => readScene(strToU8("x"), "a.vtp"))).toBe("format.unknown");
  });
  test("an empty file is refused", async () => {
    expect(await codeOf(() => readScene(new Uint8Array(0), "a.csv"))).toBe("format.empty");
  });
  test("a format for one block model asks which when there are three", async () => {
    expect(await codeOf(() => writeScene(everything, "a.vti"))).toBe("format.holds");
    expect(await codeOf(() => writeScene(everything, "a.vti", { object: "pond" }))).toBe("accepted");
  });
  test("words that are not UTF-8 are refused", async () => {
    expect(await codeOf(() => readScene(Uint8Array.of(0x78, 0xff, 0x0a), "a.csv"))).toBe("format.not-text");
  });
});
