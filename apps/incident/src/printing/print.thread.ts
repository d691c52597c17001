import { parentPort } from 'node:worker_threads';
import { type PrintJob, print } from './print-job.js';

// A job on which printing itself fails is an unhandled rejection: it ends the thread, and the printer starts another.
parentPort?.on('message', (job: PrintJob) => void print(job).then((pdf) => parentPort?.postMessage(pdf)));
