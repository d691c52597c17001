/** The schema that holds BullMQ's tables. */
export const QUEUE_SCHEMA = 'alerting_queue';
