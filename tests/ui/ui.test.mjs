// The page in Chromium, with the program simulated by ui/src/api/mock.ts. One file, so that all tests share one
// browser.
import "./cases/build.mjs";
import "./cases/words.mjs";
import "./cases/screens.mjs";
import "./cases/keyboard.mjs";
import "./cases/changes.mjs";
import "./cases/home.mjs";
import "./cases/versions.mjs";
import "./cases/security.mjs";
import "./cases/environment.mjs";
import "./cases/health.mjs";
import "./cases/history.mjs";
import "./cases/settings.mjs";
import "./cases/palette.mjs";
import "./cases/window.mjs";
import "./cases/layout.mjs";
import "./cases/many.mjs";
