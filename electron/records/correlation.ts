/**
 * What ties together the log lines about one document, from the picture to every delivery: the id of its picture, or
 * its own where it was typed by hand. Random, so that it may be told to whoever it is delivered to.
 */
export const correlationOf = ({ id, captureId }: { id: string; captureId: string | null }): string => captureId ?? id;
