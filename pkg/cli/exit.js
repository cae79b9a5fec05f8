/** How a command ends: its exit code, and the ways in which it cannot do its work. Prints nothing. */

export const EXIT = {
  /** Done, and the answer is yes. */
  yes: 0,
  /** Done, and the answer is no: an error was found, a case failed, something differs or does not hold. */
  no: 1,
  /** Used wrongly: an option or argument, a file that cannot be read or written. */
  misuse: 2,
  /** The engine refused a document or an option. */
  refused: 3,
  /** A bug of perks. */
  bug: 70,
};

/** Done, and the answer is no. */
export function answerNo() {
  process.exitCode = EXIT.no;
}

/** What the user has to mend: one sentence in lower case, and what to do about it. */
export class Misuse extends Error {
  constructor(message, help) {
    super(message);
    this.help = help;
  }
}
