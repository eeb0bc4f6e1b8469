import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { mockApi } from './scripts/mock-api.ts';

const API = process.env['API_URL'] ?? 'http://127.0.0.1:8080';

export default defineConfig(({ mode }) => ({
  plugins: [react(), ...(mode === 'mock' ? [mockApi()] : [])],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: { __APP_VERSION__: JSON.stringify(process.env['npm_package_version'] ?? '0') },
  server: {
    port: 5173,
    strictPort: true,
    ...(mode === 'mock' ? {} : { proxy: { '/api': { target: API, changeOrigin: true } } }),
  },
  build: { target: 'es2023', sourcemap: false, chunkSizeWarningLimit: 600, manifest: true },
  test: {
    environment: 'jsdom',
    globals: false,
    setupFiles: ['src/testing/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    css: { modules: { classNameStrategy: 'non-scoped' } },
    pool: 'threads',
    maxWorkers: 1,
    testTimeout: 120_000,
  },
}));
