/** Text in the two languages of the office. */
export interface Localised {
  vi: string;
  en: string;
}
