using System.Globalization;
using System.Text.Json;
using Quartermaster.Numerics.Learning;

namespace Quartermaster.Forecasting.Neural;

/// <summary>What training left: the weights of one or more networks, the settings they were trained with, and the
/// categories they know. Saved, it is where the next training begins.</summary>
public sealed class NetworkModel
{
    private const string PolicyFact = "policy";
    private const string CategoriesFact = "categories";
    private const string PriceFact = "usual_price";
    private const string SeenFact = "seen_until";

    internal NetworkModel(
        NetworkPolicy policy, CategoryNumbers categories, IReadOnlyList<TrainedNetwork> days,
        IReadOnlyList<TrainedNetwork> weeks, DateOnly seenUntil) =>
        (Policy, Categories, Days, Weeks, SeenUntil) = (policy, categories, days, weeks, seenUntil);

    /// <summary>The settings of the training.</summary>
    public NetworkPolicy Policy { get; }

    /// <summary>The first day that the training did not see.</summary>
    public DateOnly SeenUntil { get; }

    /// <summary>Numbers that were learned.</summary>
    public int Parameters => Days.Concat(Weeks).Sum(member => member.Parameters.Count);

    internal CategoryNumbers Categories { get; }

    /// <summary>Networks of days; their quantiles are averaged.</summary>
    internal IReadOnlyList<TrainedNetwork> Days { get; }

    /// <summary>Networks of weeks.</summary>
    internal IReadOnlyList<TrainedNetwork> Weeks { get; }

    /// <summary>The bytes of a safetensors file.</summary>
    public byte[] Save() => WeightsFile.Write(
        [.. Days.Concat(Weeks).Select(member => member.Parameters)], new Dictionary<string, string>
        {
            [PolicyFact] = JsonSerializer.Serialize(Policy),
            [CategoriesFact] = string.Join(',', Categories.InOrder),
            [SeenFact] = SeenUntil.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            [PriceFact] = Categories.UsualPrice.ToString("R", CultureInfo.InvariantCulture),
        });

    /// <summary>Reads what was saved.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <exception cref="FormatException">It is damaged, or of another version of the network.</exception>
    public static NetworkModel Load(byte[] file)
    {
        var facts = WeightsFile.ReadFacts(file);
        if (!facts.TryGetValue(PolicyFact, out var json) || !facts.TryGetValue(CategoriesFact, out var listed)
            || !facts.TryGetValue(PriceFact, out var price) || !facts.TryGetValue(SeenFact, out var seen))
        {
            throw new FormatException("The file of weights does not say with which settings it was trained.");
        }

        try
        {
            var policy = JsonSerializer.Deserialize<NetworkPolicy>(json)
                ?? throw new FormatException("The file of weights has no settings.");
            var categories = new CategoryNumbers(listed.Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(number => int.Parse(number, CultureInfo.InvariantCulture)))
            {
                UsualPrice = double.Parse(price, CultureInfo.InvariantCulture),
            };
            var (days, weeks) = (New(policy.Shape(categories.Count)), New(policy.WeekShape(categories.Count)));
            WeightsFile.Read(file, [.. days.Concat(weeks).Select(member => member.Parameters)]);
            return new(policy, categories, days, weeks,
                DateOnly.ParseExact(seen, "yyyy-MM-dd", CultureInfo.InvariantCulture));

            TrainedNetwork[] New(NetworkShape shape) =>
                [.. Enumerable.Range(0, policy.Members).Select(_ => TrainedNetwork.New(shape, policy.Seed))];
        }
        catch (Exception error) when (error is JsonException or OverflowException)
        {
            throw new FormatException("The settings in the file of weights are damaged.", error);
        }
    }

    /// <summary>Whether a training with these settings may begin here: the sizes are the same, and nothing was seen of
    /// what comes after its history.</summary>
    internal bool Fits(NetworkPolicy policy, DateOnly historyEnd) =>
        SeenUntil <= historyEnd && policy.Levels.SequenceEqual(Policy.Levels) && policy.Channels == Policy.Channels
        && policy.Encoder == Policy.Encoder && policy.GlobalUnits == Policy.GlobalUnits
        && policy.LocalUnits == Policy.LocalUnits
        && policy.Members == Policy.Members;
}
