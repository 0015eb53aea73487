import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const desk = `http://127.0.0.1:${process.env.DESK_PORT ?? '3001'}`;

export default defineConfig({
  root: here('.'),
  base: '/',
  plugins: [react()],
  resolve: { alias: { '#contract': here('../../libs/contract/src/index.ts') } },
  build: {
    outDir: here('../../dist/dashboard'),
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: false,
    // The policy of the desk allows scripts and fonts from files only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1400,
    rolldownOptions: {
      treeshake: {
        // The contract is pure: words and types come along, its zod schemas stay on the server.
        moduleSideEffects: (id) => (id.includes('/libs/contract/') ? false : undefined),
      },
    },
  },
  server: {
    port: Number(process.env.DASHBOARD_PORT ?? 4600),
    proxy: { '/api': { target: desk, changeOrigin: true } },
  },
});
