export { blockCentres } from "./blockCentres.ts";
export { blocksFromTable, type TableColumns } from "./blockTable.ts";
export { readDxf, writeDxf } from "./dxf.ts";
export {
  type Raster,
  rasterOfLayer,
  rasterOfSurface,
  readGeoTiff,
  surfaceOfRaster,
  writeGeoTiff,
} from "./geoTiff.ts";
export { type GslibTable, readGslib, writeGslib } from "./gslib.ts";
export { readOmf } from "./omf/readOmf.ts";
export { writeOmf } from "./omf/writeOmf.ts";
export {
  type Attribute,
  type AttributeLocation,
  checkedObject,
  type GridSurface,
  type LineSet,
  placesAt,
  type PointSet,
  type Scene,
  type SceneBlocks,
  type SceneObject,
  type Subblocks,
  type TriangleSurface,
  type Vector,
} from "./scene.ts";
export {
  csvColumns,
  readScene,
  type SceneFileOptions,
  type SceneFormat,
  sceneFormats,
  writeScene,
} from "./sceneFile.ts";
export { sceneSurface, type SceneSurfaceOptions } from "./sceneSurface.ts";
export { readSurpacStrings, writeSurpacStrings } from "./surpacStrings.ts";
export { readVti, writeVti, writeVtp } from "./vtk.ts";
