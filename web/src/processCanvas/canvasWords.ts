/** Words cut to a number of characters; nothing where too few fit. */
export function short(words: string, most: number): string {
  if (most < 4) return "";
  return words.length <= most ? words : `${words.slice(0, most - 1)}…`;
}

/** Words on two lines at most. */
export function wrapped(words: string, most: number): string[] {
  if (words.length <= most) return [words];
  const cut = words.lastIndexOf(" ", most);
  return cut > 4 ? [words.slice(0, cut), short(words.slice(cut + 1), most)] : [short(words, most)];
}
