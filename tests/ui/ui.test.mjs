// The page in Chromium, with the program played by ui/src/api/mock.ts. One file, so that all share one browser.
import "./cases/build.mjs";
import "./cases/words.mjs";
import "./cases/screens.mjs";
import "./cases/keyboard.mjs";
import "./cases/behaviour.mjs";
import "./cases/many.mjs";
