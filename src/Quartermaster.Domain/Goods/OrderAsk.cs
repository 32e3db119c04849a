using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Domain.Goods;

/// <summary>What a customer asked for under an order's code: the same code with anything else is another order.
/// </summary>
/// <param name="Region">Where to.</param>
/// <param name="At">When it was placed.</param>
/// <param name="Speed">The speed asked for; none where the shop chose.</param>
/// <param name="Lines">What was wanted, by product; a product stands on one line.</param>
public sealed record OrderAsk(RegionId Region, Instant At, Speed? Speed, Table<CartLine> Lines);
