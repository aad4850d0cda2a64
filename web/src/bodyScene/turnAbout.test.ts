import * as THREE from "three";
import { expect, test } from "vitest";
import { turnAbout } from "./turnAbout.ts";

test("a quarter turn leads from the south to the east of the target at the same height and distance", () => {
  const camera = new THREE.OrthographicCamera();
  camera.position.set(10, -5, 7);
  turnAbout(camera, new THREE.Vector3(10, 5, 2), 90, 0);
  expect(camera.position.x).toBeCloseTo(20, 9);
  expect(camera.position.y).toBeCloseTo(5, 9);
  expect(camera.position.z).toBeCloseTo(7, 9);
});

test("upwards it ends just short of straight above", () => {
  const camera = new THREE.OrthographicCamera();
  camera.position.set(0, -10, 0);
  turnAbout(camera, new THREE.Vector3(0, 0, 0), 0, 500);
  expect(camera.position.z).toBeCloseTo(10, 6);
  expect(Math.hypot(camera.position.x, camera.position.y)).toBeCloseTo(1e-3, 6);
});
