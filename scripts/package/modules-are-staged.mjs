/** electron-builder's hook: the staged folder holds all modules, so it neither installs, rebuilds nor collects any. */
export default function modulesAreStaged() {
  return false;
}
