import { showWhatNeedsScript } from "./needs_script.js";
import { watchCopyButtons, watchPrintButtons, watchBackButtons } from "./share.js";
import { watchMenu } from "./menu.js";
import { watchCounters } from "./counter.js";

watchCopyButtons();
watchPrintButtons();
watchBackButtons();
watchMenu();
watchCounters();
showWhatNeedsScript();
