namespace Quartermaster.Forecasting.Demand;

/// <summary>Spread by category and pace of sales, each drawn to its pace's and that to all products'.</summary>
internal sealed class SpreadTable
{
    private const double DispersionPrior = 0.3;
    private const double VariancePrior = 0.03;
    private const double PriorTrials = 30;
    private const double PriorDays = 1000;

    // Units a day that part one pace from the next.
    private static readonly double[] s_paces = [0.05, 0.2, 1, 5];

    private readonly Dictionary<(int Category, int Pace), Spread> _spreads = [];
    private readonly Spread[] _byPace = new Spread[s_paces.Length + 1];

    private SpreadTable()
    {
    }

    internal static SpreadTable Learn(
        LearningSet set, LevelState[] states, LevelTrial[] near, LevelTrial[] far)
    {
        var trials = set.Count == 0 ? 0 : near.Length / set.Count;
        var all = new SpreadSums();
        var (byPace, byBoth) = (new SpreadSums[s_paces.Length + 1], new SortedDictionary<(int, int), SpreadSums>());
        Array.Fill(byPace, null!);
        for (var row = 0; row < set.Count; row++)
        {
            var pace = PaceOf(states[row].Level);
            var own = new SpreadSums();
            own.AddDays(states[row]);
            var dispersion = states[row].Square > 0
                ? Math.Clamp(states[row].Excess / states[row].Square, 0, 2) : DispersionPrior;
            for (var i = row * trials; i < (row + 1) * trials; i++)
            {
                own.AddTrial(near[i], far[i], dispersion);
            }

            var both = byBoth.TryGetValue((set.Category(row), pace), out var found)
                ? found : byBoth[(set.Category(row), pace)] = new();
            both.Add(own);
            (byPace[pace] ??= new()).Add(own);
            all.Add(own);
        }

        var table = new SpreadTable();
        var common = CommonVariance(near, set.Count, trials);
        var overall = all.Solve(new(DispersionPrior, VariancePrior, 2 * VariancePrior, common), 3, 100);
        for (var pace = 0; pace < byPace.Length; pace++)
        {
            table._byPace[pace] = (byPace[pace] ?? new()).Solve(overall, PriorTrials, PriorDays);
        }

        foreach (var ((category, pace), sums) in byBoth)
        {
            table._spreads[(category, pace)] = sums.Solve(table._byPace[pace], PriorTrials, PriorDays);
        }

        return table;
    }

    internal Spread Of(int category, double level)
    {
        var pace = PaceOf(level);
        return _spreads.GetValueOrDefault((category, pace), _byPace[pace]);
    }

    // What the errors of all products together say beyond each one's own.
    private static double CommonVariance(LevelTrial[] near, int products, int trials)
    {
        var (sum, counted) = (0.0, 0);
        for (var trial = 0; trial < trials; trial++)
        {
            var (error, expected, errorSquares, expectedSquares) = (0.0, 0.0, 0.0, 0.0);
            for (var row = 0; row < products; row++)
            {
                var one = near[(row * trials) + trial];
                error += one.Error;
                expected += one.Expected;
                errorSquares += one.Error * one.Error;
                expectedSquares += one.Expected * one.Expected;
            }

            var pairs = (expected * expected) - expectedSquares;
            if (pairs > 1e-9)
            {
                sum += ((error * error) - errorSquares) / pairs;
                counted++;
            }
        }

        return counted == 0 ? 0 : Math.Clamp(sum / counted, 0, 0.05);
    }

    /// <summary>How many paces there are.</summary>
    internal static int Paces => s_paces.Length + 1;

    /// <summary>The pace of a level, from 0 for the slowest.</summary>
    internal static int PaceOf(double level)
    {
        var pace = 0;
        while (pace < s_paces.Length && level >= s_paces[pace])
        {
            pace++;
        }

        return pace;
    }
}

/// <summary>The spread of a group of products.</summary>
/// <param name="Dispersion">α of a day.</param>
/// <param name="NearVariance">Squared relative error of the level over four weeks, beyond what few sales
/// explain.</param>
/// <param name="FarVariance">The same in weeks 9 to 12.</param>
/// <param name="CommonVariance">The part that all products share.</param>
internal readonly record struct Spread(
    double Dispersion, double NearVariance, double FarVariance, double CommonVariance);
