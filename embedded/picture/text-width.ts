/** Size in pixels and weight of a text. */
export interface Font {
    size: number;
    bold?: boolean;
}

/** Widths of letters, as parts of the font's size, in the widest of the common sans-serif fonts: Verdana and DejaVu Sans. */
const narrow = { letters: "iIjlftr.,:;/|!'()[] -", width: 0.43 };
const wide = { letters: "mwMW@%&…", width: 1 };
const otherWidth = 0.65;
const boldFactor = 1.1;

/** Width of a text in pixels in whatever sans-serif font the reader has: rather too wide than too narrow. */
export function textWidth(text: string, { size, bold }: Font): number {
    const width = Array.from(text).reduce((sum, letter) => sum + letterWidth(letter), 0);
    return width * size * (bold ? boldFactor : 1);
}

function letterWidth(letter: string): number {
    const group = [narrow, wide].find(({ letters }) => letters.includes(letter));
    // Beyond Latin a letter may be as wide as the font is high.
    return group?.width ?? (letter > "\u024f" ? 1 : otherWidth);
}

/** Breaks a text into lines of a width, between words; a word that is longer is broken too, so that all of it is there. */
export function wrap(text: string, width: number, font: Font): string[] {
    const lines: string[] = [];
    for (const word of text.split(" ").flatMap((each) => pieces(each, width, font))) {
        const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
        if (textWidth(longer, font) <= width) {
            lines.splice(-1, 1, longer);
        } else {
            lines.push(word);
        }
    }
    return lines;
}

function pieces(word: string, width: number, font: Font): string[] {
    const result = [""];
    for (const letter of word) {
        const longer = `${result.at(-1)}${letter}`;
        if (textWidth(longer, font) <= width) {
            result.splice(-1, 1, longer);
        } else {
            result.push(letter);
        }
    }
    return result;
}
