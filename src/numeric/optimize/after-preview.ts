import { type Method, PREVIEW_TOLERANCE } from "./method.ts";

/** Begins where a cheap likeness of the objective, if there is one, has its minimum. */
export function afterPreview(method: Method): Method {
  return (objective, start, hopeless, preview) => {
    const before = preview && method(preview, start, () => PREVIEW_TOLERANCE);
    return method(objective, before?.point ?? start, hopeless);
  };
}
