import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { WorkerMetrics } from './metrics.js';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const ops = (file: string) => readFileSync(join(root, 'ops', file), 'utf8');
const ALERTS = ops('alerts.yml');
const DASHBOARD = ops('grafana.json');
const promtool = spawnSync('promtool', ['--version']).status === 0;

/** Names of ours in a text, without what a histogram adds to its own. */
function metricsIn(text: string): string[] {
  const names = text.match(/bridgeline_\w+/g) ?? [];
  return [...new Set(names.map((name) => name.replace(/_(bucket|sum|count)$/, '')))].sort();
}

describe('what is watched', () => {
  let exported: string[];
  let text: string;
  beforeAll(async () => {
    const outbox = { due: 1, handed: 2, failed: 3, oldestDueSeconds: 4 };
    const metrics = new WorkerMetrics(async () => outbox);
    metrics.watchHouse(async () => ({
      unsettled: 1,
      oldestUnsettledSeconds: 2,
      openAlerts: 3,
      unknownMessages: 4,
      erasuresToDecide: 5,
      baseBackupSeconds: 6,
      logBackupSeconds: 7,
      clockAheadSeconds: 8,
    }));
    text = (await metrics.text()).text;
    exported = [...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name ?? '');
  });

  test('every number that an alert or the dashboard names is one that the worker has', () => {
    const named = metricsIn(ALERTS + DASHBOARD);
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((name) => !exported.includes(name))).toEqual([]);
  });

  test('every state and kind that they ask for is a label with a value', () => {
    const labels = [
      ...(ALERTS + DASHBOARD.replaceAll('\\"', '"')).matchAll(/(\w+)\{(\w+)="(\w+)"\}/g),
    ]
      .filter(([, name]) => name?.startsWith('bridgeline_'))
      .map(([whole]) => whole);
    expect(labels.length).toBeGreaterThan(2);
    expect(labels.filter((label) => !text.includes(label))).toEqual([]);
  });

  test('every alert has a run-book that is there', () => {
    const lines = readFileSync(join(root, 'docs', 'operating.md'), 'utf8').split('\n');
    const headings = new Set(
      lines
        .filter((line) => line.startsWith('#'))
        .map((line) => line.replace(/^#+ /, '').toLowerCase().replaceAll(' ', '-')),
    );
    const books = [...ALERTS.matchAll(/runbook: docs\/operating\.md#(\S+)/g)].map(([, at]) => at);
    const alerts = ALERTS.match(/- alert:/g) ?? [];
    expect(books).toHaveLength(alerts.length);
    expect(books.filter((at) => !headings.has(at ?? ''))).toEqual([]);
  });

  const checked = promtool ? test : test.skip;
  checked(
    `Prometheus reads the rules, and each fires when it should${promtool ? '' : ' (SKIPPED: no promtool)'}`,
    () => {
      const check = spawnSync('promtool', ['check', 'rules', 'ops/alerts.yml'], {
        cwd: root,
        encoding: 'utf8',
      });
      expect(check.stderr + check.stdout).toContain('SUCCESS');
      const fired = spawnSync('promtool', ['test', 'rules', 'ops/alerts.test.yml'], {
        cwd: root,
        encoding: 'utf8',
      });
      expect(fired.stdout + fired.stderr).toContain('SUCCESS');
      const tested = ops('alerts.test.yml');
      const names = [...ALERTS.matchAll(/- alert: (\w+)/g)].map(([, name]) => name);
      expect(names.filter((name) => !tested.includes(`alertname: ${name}`))).toEqual([]);
    },
  );
});
