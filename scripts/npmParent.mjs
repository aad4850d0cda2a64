/**
 * Makes this process end with the npm that runs it. npm starts a script through a shell; told to stop, it stops the
 * shell, which doesn't pass that on, and a server would stay behind. So the end of the shell counts as SIGTERM.
 */
export function endWithNpm() {
  if (process.env["npm_lifecycle_event"] === undefined || process.platform === "win32") return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
  }, 250);
  watch.unref();
}
