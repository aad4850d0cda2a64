import { spawnSync } from "node:child_process";

const python = "/usr/bin/python3";

/**
 * Path of a Python with NumPy. Debian's package is installed where it is missing and the user may install; null where that
 * fails, and the table then says nothing of the peer.
 */
export function numpyPython() {
  if (hasNumpy()) return python;
  console.log("NumPy, the peer, is missing: installing python3-numpy from Debian");
  const apt = (...args) => spawnSync("apt-get", args, { stdio: ["ignore", "ignore", "inherit"] }).status === 0;
  apt("update", "-qq");
  apt("-o", "DPkg::Lock::Timeout=300", "install", "-y", "-qq", "--no-install-recommends", "python3-numpy");
  if (hasNumpy()) return python;
  console.log(
    "python3-numpy could not be installed (as root: apt-get install python3-numpy); going on without the peer",
  );
  return null;
}

function hasNumpy() {
  return spawnSync(python, ["-c", "import numpy"], { stdio: "ignore" }).status === 0;
}
