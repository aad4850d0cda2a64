const oldest = [20, 19];

/** True when this Node can run Relode; otherwise says what to do and sets the exit code. Old syntax on purpose. */
export function nodeIsRecent() {
  const version = process.versions.node.split(".").map(Number);
  if (version[0] > oldest[0] || (version[0] === oldest[0] && version[1] >= oldest[1])) return true;
  process.stderr.write(
    "Relode needs Node " +
      oldest.join(".") +
      " or newer, this is " +
      process.versions.node +
      ".\n" +
      "Install a newer one from https://nodejs.org (or with nvm: `nvm install 22`) and try again.\n",
  );
  process.exitCode = 1;
  return false;
}
