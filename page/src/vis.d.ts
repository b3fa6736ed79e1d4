/* What is used of vis-network 9.1.2, inner parts included. */

interface Rendering {
  ctx: CanvasRenderingContext2D;
  x: number;
  y: number;
  state: { selected: boolean; hover: boolean };
}

interface InnerShape {
  width: number;
  height: number;
  left: number;
  top: number;
  boundingBox: { left: number; top: number; right: number; bottom: number };
  resize: () => void;
  updateBoundingBox: (x: number, y: number) => void;
}

interface InnerNode {
  x: number;
  y: number;
  shape: InnerShape;
}

interface InnerEdge {
  toId: string;
  edgeType: {
    _line: (ctx: CanvasRenderingContext2D) => void;
    getDistanceToEdge: (x1: number, y1: number, x2: number, y2: number, x: number, y: number) => number;
    getArrowData: (
      ctx: CanvasRenderingContext2D,
      position: unknown,
      viaNode: unknown,
      selected: boolean,
      hover: boolean,
      values: { toArrowScale: number; width: number; toArrowType: string },
    ) => object;
  };
}

interface Pointer {
  DOM: { x: number; y: number };
  canvas: { x: number; y: number };
}

interface MoveTo {
  position?: { x: number; y: number };
  scale?: number;
  animation: boolean;
}

interface VisNetwork {
  canvas: { frame: HTMLElement };
  body: { nodes: Record<string, InnerNode>; edges: Record<string, InnerEdge>; edgeIndices: string[] };
  on(name: "beforeDrawing" | "afterDrawing", listener: (ctx: CanvasRenderingContext2D) => void): void;
  on(name: "click", listener: (event: { pointer: Pointer }) => void): void;
  on(name: "dragEnd" | "zoom" | "hoverNode" | "blurNode" | "hoverEdge" | "blurEdge", listener: () => void): void;
  once(name: "afterDrawing", listener: () => void): void;
  redraw(): void;
  setSize(width: string, height: string): void;
  moveTo(options: MoveTo): void;
  getScale(): number;
  getViewPosition(): { x: number; y: number };
  getNodeAt(at: { x: number; y: number }): string | undefined;
  canvasToDOM(at: { x: number; y: number }): { x: number; y: number };
  unselectAll(): void;
  selectNodes(ids: string[], highlightEdges?: boolean): void;
  selectEdges(ids: string[]): void;
}

interface VisDataSet {
  update(rows: object[]): void;
  remove(ids: string[]): void;
}

declare const vis: {
  DataSet: new (rows: object[]) => VisDataSet;
  Network: new (container: HTMLElement, data: { nodes: VisDataSet; edges: VisDataSet }, options: object) => VisNetwork;
};
