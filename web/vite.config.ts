import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The app is one folder of static files: the server hands out `dist` and answers every other path with index.html. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  worker: { format: "es" },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2023",
    // The map library alone is about 1 MB; it is a lazy chunk of the map page.
    chunkSizeWarningLimit: 1400,
    assetsInlineLimit: 0,
  },
  server: { proxy: { "/api": "http://127.0.0.1:4173" } },
});
