/** The day that counts as now in every bench. */
export const DAY = '2022-12-31';
