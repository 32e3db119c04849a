using Quartermaster.Storage.Import;
using Xunit;

namespace Quartermaster.Tests.Storage.Import;

public sealed class ActualsFileTests
{
    [Fact]
    public void Lines_of_the_same_product_and_day_are_added_up_and_counted()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");
        File.WriteAllText(path,
            "product,day,units\nP,2026-01-05,3\nP,2026-01-05,4\nQ,2026-01-05,1\nP,2026-01-06,2\nP,2026-01-05,1\n");
        try
        {
            var rows = new Dictionary<string, int> { ["P"] = 0, ["Q"] = 1 };
            var actuals = ActualsFile.Read(path, rows, new(2026, 1, 5), 28, TestContext.Current.CancellationToken);
            Assert.Equal((2, 8f, 1f, 2f), (actuals.Repeated, actuals.Of(0, 0), actuals.Of(1, 0), actuals.Of(0, 1)));
            Assert.Equal((0, 0, 2), (actuals.Bad, actuals.Strangers, actuals.KnownDays));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
