using Quartermaster.App.CommandLine;
using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Operations.Orders;

namespace Quartermaster.App.Orders;

/// <summary>Orders whose code the ledger has with other content: what differs, field by field.</summary>
internal static class OrderConflicts
{
    internal const string NextStep = "An order that is in the ledger does not change: correct the file, or give what "
        + "is another order a code of its own. Nothing of these orders was changed.";

    internal static Grid Of(CatalogVersion catalog, OrderBatch batch, IReadOnlyList<FulfilledOrder> results) => new(
        "conflicts", "Orders that differ from what the ledger has under their code",
        [
            new("file", "File"), new("line", "Line"), new("order", "Order"), new("field", "Field"),
            new("found", "Found"), new("expected", "Expected, in the ledger"),
        ],
        [
            .. results.Where(order => order.Earlier is not null).SelectMany(order =>
                Differences(catalog, order.Order.Ask, order.Earlier!).Select(one => (IReadOnlyList<object?>)
                [
                    batch.Source, batch.LineOf(order.Order.Code, one.Product), order.Order.Code, one.Field, one.Found,
                    one.Expected,
                ])),
        ]);

    private static IEnumerable<(ProductId Product, string Field, string Found, string Expected)> Differences(
        CatalogVersion catalog, OrderAsk found, OrderAsk expected)
    {
        if (found.Region != expected.Region)
        {
            yield return (default, "region", catalog.CodeOf(found.Region), catalog.CodeOf(expected.Region));
        }

        if (found.At != expected.At)
        {
            yield return (default, "at", found.At.ToString(), expected.At.ToString());
        }

        if (found.Speed != expected.Speed)
        {
            yield return (default, "speed", NameOf(found.Speed), NameOf(expected.Speed));
        }

        if (found.Customer != expected.Customer)
        {
            yield return (default, "customer", $"{found.Customer}", $"{expected.Customer}");
        }

        foreach (var product in found.Lines.Rows.ToArray().Concat(expected.Lines.Rows.ToArray())
            .Select(line => line.Product).Distinct().OrderBy(product => product.Value))
        {
            var (now, before) = (UnitsOf(found, product), UnitsOf(expected, product));
            if (now != before)
            {
                yield return (product, $"units of {catalog.CodeOf(product)}", $"{now}", $"{before}");
            }
        }
    }

    private static string NameOf(Speed? speed) => speed?.ToString() ?? "none";

    private static int UnitsOf(OrderAsk ask, ProductId product)
    {
        foreach (ref readonly var line in ask.Lines.Rows)
        {
            if (line.Product == product)
            {
                return line.Units;
            }
        }

        return 0;
    }
}
