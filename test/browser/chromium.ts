import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { type Browser, chromium } from "playwright-core";

import { createProgress } from "../../embedded/progress";
import { ensureDebs } from "../../embedded/tools";

/** Chromium without a window, and every library that it loads; some 115 MB to download. */
const packages = [
    ...["chromium-common", "chromium-headless-shell", "fonts-dejavu-core"],
    ...["libasound2", "libasyncns0", "libatk1.0-0", "libatspi2.0-0", "libblkid1", "libbrotli1", "libbsd0", "libcap2"],
    ...["libdav1d6", "libdbus-1-3", "libdouble-conversion3", "libdrm2", "libexpat1", "libffi8", "libflac12"],
    ...["libfontconfig1", "libfreetype6", "libgbm1", "libgcc-s1", "libgcrypt20", "libglib2.0-0", "libgpg-error0"],
    ...["libgraphite2-3", "libharfbuzz-subset0", "libharfbuzz0b", "libjpeg62-turbo", "liblcms2-2", "liblz4-1"],
    ...[
        "liblzma5",
        "libmd0",
        "libminizip1",
        "libmount1",
        "libmp3lame0",
        "libmpg123-0",
        "libnspr4",
        "libnss3",
        "libogg0",
    ],
    ...["libopenh264-7", "libopenjp2-7", "libopus0", "libpcre2-8-0", "libpng16-16", "libpulse0", "libselinux1"],
    ...["libsndfile1", "libsqlite3-0", "libstdc++6", "libsystemd0", "libudev1", "libvorbis0a", "libvorbisenc2"],
    ...["libwayland-server0", "libx11-6", "libx11-xcb1", "libxau6", "libxcb1", "libxcomposite1", "libxdamage1"],
    ...["libxdmcp6", "libxext6", "libxfixes3", "libxi6", "libxkbcommon0", "libxnvctrl0", "libxrandr2", "libxrender1"],
    ...["libzstd1", "zlib1g"],
];

const libraries = ["usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu", "usr/lib/x86_64-linux-gnu/pulseaudio"];

/**
 * A browser from Debian's packages, unpacked into the cache, with their fonts alone. `stop` ends it and removes its files.
 * Its sandbox wants rights that a container has not, and the pages here are our own.
 */
export async function startChromium(args: string[] = []): Promise<{ browser: Browser; stop: () => Promise<void> }> {
    const root = await ensureDebs(packages, createProgress());
    const home = fs.mkdtempSync(path.join(os.tmpdir(), "chromium-"));
    const remove = () => {
        fs.rmSync(home, { recursive: true, force: true });
    };
    try {
        const fonts = path.join(home, "fonts.conf");
        fs.writeFileSync(
            fonts,
            `<fontconfig><dir>${path.join(root, "usr/share/fonts")}</dir><cachedir>${path.join(home, "fonts")}</cachedir></fontconfig>\n`,
        );
        const browser = await chromium.launch({
            executablePath: path.join(root, "usr/lib/chromium/chromium-headless-shell"),
            chromiumSandbox: false,
            args,
            env: {
                PATH: process.env.PATH ?? "",
                HOME: home,
                FONTCONFIG_FILE: fonts,
                LD_LIBRARY_PATH: libraries.map((folder) => path.join(root, folder)).join(":"),
            },
        });
        const stop = async () => {
            await browser.close();
            remove();
        };
        return { browser, stop };
    } catch (error) {
        remove();
        throw error;
    }
}
