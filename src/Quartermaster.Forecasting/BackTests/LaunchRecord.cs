using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.BackTests;

/// <summary>Whether the launch days of a history were planned, or written down from the first sale.</summary>
/// <remarks>A planned launch is known before it and may be forecast from. A launch day that is the day of the first
/// sale was made afterwards, and would tell a back-test when sales begin. Planned launches of slow movers wait days for
/// their first sale; where next to none does, the days are first sales.</remarks>
public static class LaunchRecord
{
    private const double NearlyAll = 0.98;
    private const int Enough = 20;

    /// <summary>Whether launch days inside the history are the days of first sale, for 98 % or more of at least 20.
    /// </summary>
    /// <param name="inputs">The history.</param>
    public static bool TellsFirstSale(DemandInputs inputs)
    {
        var (launches, sold) = (0, 0);
        for (var row = 0; row < inputs.Count; row++)
        {
            var launch = inputs.Products.Rows[row].LaunchDay;
            if (launch > 0 && launch < inputs.Days)
            {
                launches++;
                sold += inputs.Sales.Row(row)[launch] > 0 ? 1 : 0;
            }
        }

        return launches >= Enough && sold >= NearlyAll * launches;
    }
}
