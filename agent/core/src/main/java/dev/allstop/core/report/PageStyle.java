package dev.allstop.core.report;

/**
 * How the page looks. The bars have their colors as attributes too, for servers that show pages of a build without their styles.
 */
final class PageStyle {

    static final String CSS = """
            :root {
              color-scheme: light dark;
              --back: #ffffff; --card: #f5f6f8; --text: #1b1f24; --faint: #59636e; --line: #d5dae0;
              --good: #1a6b3c; --warn: #8a5300; --bad: #b3261e; --job: #3b6fb6; --last: #c2410c; --gate: #b8c4d2;
            }
            @media (prefers-color-scheme: dark) {
              :root {
                --back: #14171a; --card: #1e2226; --text: #e8eaed; --faint: #a3acb6; --line: #3a4148;
                --good: #6fd395; --warn: #f0b35a; --bad: #ff8a80; --job: #7fb0f2; --last: #ff9a66; --gate: #4a5561;
              }
            }
            * { box-sizing: border-box; }
            body { margin: 0 auto; max-width: 72rem; padding: 1.5rem; background: var(--back); color: var(--text);
              font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: anywhere; }
            h1 { font-size: 1.45rem; line-height: 1.3; margin: .4rem 0 1rem; }
            h2 { font-size: 1.1rem; margin: 2rem 0 .6rem; }
            .verdict { display: inline-block; padding: .1rem .7rem; border: 2px solid; border-radius: 1rem; font-weight: 700; }
            .good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); }
            dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 0; padding: .8rem 1rem;
              background: var(--card); border-radius: .5rem; }
            dt { color: var(--faint); } dd { margin: 0; }
            ul, ol { margin: 0; padding-left: 1.4rem; }
            small, .faint { color: var(--faint); font-size: .85em; font-weight: 400; }
            table { width: 100%; border-collapse: collapse; table-layout: fixed; }
            caption { text-align: left; color: var(--faint); padding-bottom: .5rem; }
            th, td { text-align: left; font-weight: 400; padding: .12rem .6rem .12rem 0; vertical-align: middle; line-height: 1.35; }
            .what { width: 34%; } .when { width: 26%; }
            thead th { color: var(--faint); font-size: .85em; border-bottom: 1px solid var(--line); }
            .axis { display: flex; justify-content: space-between; font-variant-numeric: tabular-nums; }
            tr.node th, tr.node td { border-top: 1px solid var(--line); padding-top: .7rem; }
            tr.node th { font-weight: 700; } tr.server th { padding-left: 1rem; } tr.job th { padding-left: 2rem; }
            tr.job td:last-child, tr.server td:last-child, tr.node td:last-child { font-variant-numeric: tabular-nums; font-size: .9em; }
            svg { display: block; width: 100%; height: .9rem; }
            .job-bar { fill: var(--job); } .last-bar { fill: var(--last); } .gate-bar { fill: var(--gate); }
            .grid { stroke: var(--line); }
            b.last { color: var(--last); }
            pre { overflow-x: auto; padding: .8rem 1rem; background: var(--card); border-radius: .5rem; font-size: .85rem;
              white-space: pre-wrap; }
            summary { cursor: pointer; }
            @media print { details > * { display: block; } }
            """;

    private PageStyle() {
    }
}
