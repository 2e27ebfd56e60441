import * as fs from "node:fs";

/** What a dynamically linked program or library asks of the system that runs it. */
export interface Dependencies {
    /** The dynamic linker's path; only programs have one. */
    readonly interpreter?: string;
    /** Names of libraries, e.g. `libc.so.6`. */
    readonly needed: readonly string[];
}

interface Segment {
    readonly type: number;
    readonly offset: number;
    readonly address: number;
    readonly size: number;
}

const magic = Buffer.from([0x7f, 0x45, 0x4c, 0x46, /* 64 bits */ 2, /* little-endian */ 1]);
const segmentTypes = { load: 1, dynamic: 2, interpreter: 3 };
const dynamicTags = { end: 0, needed: 1, strings: 5 };

/**
 * Reads an ELF file's program headers. (ldd would run the file with this machine's libraries, and a fresh Debian has no
 * readelf.) Nothing for a file of another kind.
 */
export function dependencies(file: string): Dependencies {
    const elf = fs.readFileSync(file);
    if (!elf.subarray(0, magic.length).equals(magic)) return { needed: [] };
    const segments = readSegments(elf);
    const interpreter = segments.find((segment) => segment.type === segmentTypes.interpreter);
    const dynamic = segments.find((segment) => segment.type === segmentTypes.dynamic);
    return {
        interpreter: interpreter && readString(elf, interpreter.offset),
        needed: dynamic ? readNeeded(elf, segments, dynamic) : [],
    };
}

function readSegments(elf: Buffer): Segment[] {
    const table = number64(elf, 32);
    const size = elf.readUInt16LE(54);
    const count = elf.readUInt16LE(56);
    return Array.from({ length: count }, (_, index) => {
        const at = table + index * size;
        return {
            type: elf.readUInt32LE(at),
            offset: number64(elf, at + 8),
            address: number64(elf, at + 16),
            size: number64(elf, at + 32),
        };
    });
}

function readNeeded(elf: Buffer, segments: readonly Segment[], dynamic: Segment): string[] {
    const entries: { tag: number; value: number }[] = [];
    for (let at = dynamic.offset; at < dynamic.offset + dynamic.size; at += 16) {
        const tag = number64(elf, at);
        if (tag === dynamicTags.end) break;
        entries.push({ tag, value: number64(elf, at + 8) });
    }
    const needed = entries.filter((entry) => entry.tag === dynamicTags.needed);
    if (needed.length === 0) return [];
    const strings = fileOffset(segments, entries.find((entry) => entry.tag === dynamicTags.strings)?.value);
    return needed.map((entry) => readString(elf, strings + entry.value));
}

/** Dynamic entries speak of addresses in memory; the load segments say which part of the file lies there. */
function fileOffset(segments: readonly Segment[], address: number | undefined): number {
    const within = ({ type, address: start, size }: Segment) =>
        type === segmentTypes.load && address !== undefined && start <= address && address < start + size;
    const segment = segments.find(within);
    if (segment === undefined || address === undefined) throw new Error("an ELF file without a string table");
    return address - segment.address + segment.offset;
}

function readString(elf: Buffer, offset: number): string {
    return elf.toString("latin1", offset, elf.indexOf(0, offset));
}

/** Tags beyond 2^53 are none that matter here. */
function number64(elf: Buffer, at: number): number {
    return Number(elf.readBigUInt64LE(at));
}
