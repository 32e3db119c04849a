namespace Quartermaster.Storage.Import.KnownSets;

/// <summary>A category from a description: its head noun. A rule, not a fact of the data.</summary>
/// <remarks>What stands before " OF " or " WITH " or " IN " counts if it is no package ("SET OF 3 …" counts what
/// follows); of that the last word with three letters or more that is no color, size or style; singular. A product
/// whose noun has fewer than 15 products goes to the last of its words that is a noun of 15 or more; else to OTHER.
/// </remarks>
internal static class RetailCategories
{
    internal const int FewestProducts = 15;
    internal const string Pooled = "OTHER";

    private static readonly HashSet<string> s_packages = ["SET", "PACK", "BOX", "S", "PKT", "PAIR", "ROLL", "BAG"];

    private static readonly HashSet<string> s_styles =
    [
        "RED", "BLUE", "GREEN", "PINK", "WHITE", "BLACK", "YELLOW", "PURPLE", "ORANGE", "SILVER", "GOLD", "CREAM",
        "IVORY", "BROWN", "GREY", "TURQUOISE", "AMBER", "LILAC", "AMETHYST", "CRYSTAL", "LARGE", "SMALL", "MEDIUM",
        "MINI", "ASSORTED", "ASS", "ASST", "COLOUR", "COLOURS", "COL", "DESIGN", "DESIGNS", "STYLE", "SIZE",
        "RETROSPOT",
        "POLKADOT", "VINTAGE", "PAISLEY", "SPOT", "SPOTS", "CHRISTMAS", "AND", "THE", "FOR", "SKULL", "SKULLS",
        "WOODLAND", "LEAF", "DOLLY", "GIRL", "PARISIENNE", "SKETCHBOOK", "UNION", "JACK", "FLAG", "REGENCY", "GLITTER",
    ];

    /// <summary>The category of each description, after pooling.</summary>
    internal static string[] Of(IReadOnlyList<string> descriptions)
    {
        var heads = descriptions.Select(HeadOf).ToArray();
        var large = heads.CountBy(head => head).Where(pair => pair.Value >= FewestProducts && pair.Key != Pooled)
            .Select(pair => pair.Key).ToHashSet();
        return [.. heads.Select((head, i) => large.Contains(head) ? head
            : WordsOf(descriptions[i]).Select(Singular).LastOrDefault(large.Contains) ?? Pooled)];
    }

    internal static string HeadOf(string description)
    {
        var words = WordsOf(description);
        var cut = Array.FindIndex(words, word => word is "OF" or "WITH" or "IN" or "W");
        if (cut > 0)
        {
            words = words[..cut].All(word => s_packages.Contains(word) || int.TryParse(word, out _))
                ? words[(cut + 1)..] : words[..cut];
        }

        var head = words.LastOrDefault(word =>
            word.Length >= 3 && word.All(char.IsAsciiLetter) && !s_styles.Contains(word) && !s_packages.Contains(word));
        return head is null ? Pooled : Singular(head);
    }

    private static string[] WordsOf(string description) => description.ToUpperInvariant()
        .Split([' ', ',', '.', '/', '-', '+', '&', '"', '\'', '(', ')', '*'], StringSplitOptions.RemoveEmptyEntries);

    private static string Singular(string word) =>
        word.EndsWith("SS", StringComparison.Ordinal) || word.Length < 5 ? word
        : word.EndsWith("IES", StringComparison.Ordinal) ? word[..^3] + "Y"
        : word.EndsWith("SHES", StringComparison.Ordinal) || word.EndsWith("XES", StringComparison.Ordinal) ? word[..^2]
        : word.EndsWith('S') ? word[..^1] : word;
}
