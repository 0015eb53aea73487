import { workerData } from 'node:worker_threads';
import { type LaneWork, workLane } from './lanes.js';

/** A thread of the loader. */
await workLane(workerData as LaneWork);
