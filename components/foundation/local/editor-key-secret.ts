/** The Secret with the key of who may write, and its key; the app looks at it as a file. */
export const editorKeySecret = { name: "editor-key", key: "key" };
