import * as THREE from "three";

/** Turns a camera about a place, the vertical being z: around it by an angle, and up by another as far as the poles. */
export function turnAbout(camera: THREE.Camera, target: THREE.Vector3, aroundDeg: number, upDeg: number): void {
  const away = camera.position.clone().sub(target);
  // Spherical coordinates of three.js have y as their pole.
  const at = new THREE.Spherical().setFromVector3(new THREE.Vector3(away.x, away.z, -away.y));
  at.theta += (aroundDeg * Math.PI) / 180;
  at.phi = Math.min(Math.PI - 1e-4, Math.max(1e-4, at.phi - (upDeg * Math.PI) / 180));
  const moved = new THREE.Vector3().setFromSpherical(at);
  camera.position.set(moved.x, -moved.z, moved.y).add(target);
}
