namespace Quartermaster.Evaluation.Charts;

/// <summary>The one style sheet of all pictures, light and dark, with contrast that passes WCAG AA for text.</summary>
public static class SvgStyle
{
    /// <summary>CSS for a page that shows the pictures.</summary>
    public const string Css = """
        :root { --ink:#1b2430; --quiet:#566273; --page:#ffffff; --card:#f6f8fb; --grid:#dde3ea;
          --c1:#1f5fa8; --c2:#c2410c; --c3:#3f7d20; --c4:#7c3aed; --c5:#0f766e; --good:#1a7f37; --bad:#c62828; }
        @media (prefers-color-scheme: dark) { :root { --ink:#e8edf4; --quiet:#a3b0c2; --page:#11161d; --card:#1a212b;
          --grid:#2c3643; --c1:#6cb2ff; --c2:#ff9d5c; --c3:#8fd16a; --c4:#b794f6; --c5:#4fd1c5; --good:#5fd37a;
          --bad:#ff7b72; } }
        svg { width:100%; height:auto; font:12px system-ui,sans-serif; }
        svg text { fill:var(--ink); } svg .mark { fill:var(--quiet); font-size:11px; } svg .name { font-size:12px; }
        svg .grid { stroke:var(--grid); stroke-width:1; } svg .axis { stroke:var(--quiet); stroke-width:1; }
        svg .line { fill:none; stroke-width:1.8; } svg .thin { stroke-width:1.1; stroke-dasharray:3 2; }
        svg .s1 { stroke:var(--c1); } svg .s2 { stroke:var(--c2); } svg .s3 { stroke:var(--c3); }
        svg .s4 { stroke:var(--c4); } svg .s5 { stroke:var(--c5); }
        svg .f1 { fill:var(--c1); } svg .f2 { fill:var(--c2); } svg .f3 { fill:var(--c3); }
        svg .f4 { fill:var(--c4); } svg .f5 { fill:var(--c5); }
        svg .band { stroke:none; fill:var(--c2); fill-opacity:.16; } svg .band2 { fill-opacity:.22; }
        svg .bar.plus { fill:var(--c1); } svg .bar.minus { fill:var(--c2); } svg .bar.total { fill:var(--ink); }
        svg .heat { fill:var(--c2); } svg .empty { fill:none; stroke:var(--grid); }
        svg .flow { stroke:var(--c1); stroke-opacity:.35; }
        svg .region { fill:var(--quiet); fill-opacity:.55; } svg .fc { fill:var(--c2); stroke:var(--page);
        stroke-width:1.5; } svg .transit { fill:var(--c5); } svg .interval { stroke-width:3; }
        svg .good { stroke:var(--good); fill:var(--good); } svg .bad { stroke:var(--bad); fill:var(--bad); }
        svg .open { stroke:var(--quiet); fill:var(--quiet); }
        """;
}
