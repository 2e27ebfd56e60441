import * as fs from "node:fs";
import * as path from "node:path";

import { type Document, isMap, LineCounter, type Node, parseDocument } from "yaml";

import { suggestion } from "./nearest";

/** What is wrong with the stack's policy files: all of it, each with its line and column. */
export class PolicyFileError extends Error {
    constructor(readonly problems: readonly string[]) {
        super(problems.join("\n"));
        this.name = "PolicyFileError";
    }
}

/** A YAML file of version 1 that is being read. Problems are gathered, not thrown, so that all are told at once. */
export class PolicyFile {
    readonly problems: string[] = [];
    private readonly lines = new LineCounter();
    private readonly document: Document.Parsed;
    private readonly name: string;

    private constructor(
        file: string,
        text: string,
        private readonly key: string,
    ) {
        this.name = path.basename(file);
        this.document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false });
        for (const { message, pos } of this.document.errors) {
            this.say(pos[0], message);
        }
        if (this.problems.length === 0) this.checkTop();
    }

    /**
     * @param key All that the file may have beside its version.
     * @returns Undefined where there is no such file.
     */
    static read(file: string, key: string): PolicyFile | undefined {
        return fs.existsSync(file) ? new PolicyFile(file, fs.readFileSync(file, "utf8"), key) : undefined;
    }

    /** What stands under the key; undefined where the file is broken, and told already. */
    get content(): Node | undefined {
        return this.problems.length > 0 ? undefined : (this.document.get(this.key, true) as Node | undefined);
    }

    /** Says that something is wrong at a node, or where the file begins. */
    problem(node: Node | undefined, message: string): void {
        this.say(node?.range?.[0] ?? 0, message);
    }

    lineOf(node: Node): number {
        return this.lines.linePos(node.range?.[0] ?? 0).line;
    }

    private checkTop(): void {
        const { contents } = this.document;
        if (contents === null) return;
        if (!isMap(contents)) {
            this.problem(contents, "the file is a mapping, with version: 1 on top");
            return;
        }
        const version = this.document.get("version", true) as Node | undefined;
        const value = version?.toJS(this.document) as unknown;
        if (value !== 1) {
            const found = value === undefined ? "is missing" : `is ${JSON.stringify(value)}`;
            this.problem(version ?? contents, `version ${found}: this pack reads version 1`);
        }
        const known = ["version", this.key];
        for (const { key } of contents.items as { key: Node }[]) {
            const name = String(key.toJSON());
            if (!known.includes(name)) this.problem(key, `there is no ${name} here${suggestion(name, known)}`);
        }
    }

    private say(offset: number, message: string): void {
        const { line, col } = this.lines.linePos(offset);
        this.problems.push(`${this.name}:${line}:${col}: ${message}`);
    }
}
