/** Saves a text as a file of the reader's. */
export function save(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  // The browser takes it up at once.
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}
