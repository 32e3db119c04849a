using CsCheck;
using Quartermaster.Fulfillment.Calibration;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Calibration;

/// <summary>The choice of the day, against all the choices there are.</summary>
public sealed class DayChoiceTests
{
    private const int Days = 5;

    private static readonly Gen<float[]> s_curve = Gen.Float[0, 1].Array[Days]
        .Select(shares => shares.OrderDescending().ToArray());

    [Fact]
    public void With_one_price_no_other_choice_has_fewer_days_and_fewer_late_parcels() =>
        Gen.Select(s_curve.Array[1, 5], Gen.Double[0.1, 50]).Sample((curves, price) =>
        {
            var (days, late) = (0, 0.0);
            foreach (var curve in curves)
            {
                var day = DayChoice.LeastDays(curve, price);
                days += day;
                late += curve[day];
            }

            foreach (var (otherDays, otherLate) in AllChoices(curves))
            {
                Assert.True(otherDays + (price * otherLate) >= days + (price * late) - 1e-9);
                Assert.False(otherDays < days && otherLate < late - 1e-9);
            }
        }, iter: 300);

    [Fact]
    public void The_quantile_is_the_first_day_that_is_late_seldom_enough() =>
        Gen.Select(s_curve, Gen.Double[0, 1]).Sample((curve, share) =>
        {
            var day = DayChoice.Quantile(curve, share);
            Assert.True(curve[day] <= share || day == Days - 1);
            Assert.True(day == 0 || curve[day - 1] > share);
        });

    private static IEnumerable<(int Days, double Late)> AllChoices(float[][] curves)
    {
        IEnumerable<(int, double)> choices = [(0, 0.0)];
        foreach (var curve in curves)
        {
            choices = [.. choices.SelectMany(choice => Enumerable.Range(0, Days)
                .Select(day => (choice.Item1 + day, choice.Item2 + curve[day])))];
        }

        return choices;
    }
}
