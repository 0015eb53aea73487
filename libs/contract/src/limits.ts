/** The deepest offset a list answers; beyond it use the export, which walks by key. */
export const MAX_OFFSET = 10_000;
/** The most records one page holds. */
export const MAX_PAGE = 200;
/** Totals are counted up to here and then said as "more than". */
export const COUNT_CAP = 10_001;
/** The most leads one bulk change takes. */
export const MAX_BULK = 500;
