using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Json;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Catalog;

/// <summary>Several requests at once, of which each can cost 1 USD: one that does not fit waits for those on their way.</summary>
public sealed class BudgetReservationTests
{
    private static readonly PriceList Prices = new(
        [new OfoxModel { Id = "asked/model", InputPrice = 0, OutputPrice = 1_000, MaximumOutputTokens = 1_000 }],
        DateTimeOffset.UnixEpoch, null);

    [Fact]
    public async Task A_request_waits_for_those_on_their_way()
    {
        Budget budget = new(1.5m, Prices);
        BudgetReservation first = await ReserveAsync(budget);
        Task<BudgetReservation> second = ReserveAsync(budget);
        Assert.False(second.IsCompleted);

        budget.Settle(first.Maximum, 0.25m);

        using BudgetReservation granted = await second;
        Assert.Equal((0.25m, 1m), (budget.Spent, budget.Reserved));
    }

    [Fact]
    public async Task A_request_that_comes_later_does_not_take_what_another_waits_for()
    {
        Budget budget = new(1.5m, Prices);
        BudgetReservation first = await ReserveAsync(budget);
        using CancellationTokenSource stop = new();
        Task<BudgetReservation> withdrawn = budget.ReserveAsync(RequestWriter.Write(Ask.Plain), stop.Token);
        Task<BudgetReservation> second = ReserveAsync(budget);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => withdrawn);

        budget.Settle(first.Maximum, 0);
        Task<BudgetReservation> third = ReserveAsync(budget);

        Assert.False(third.IsCompleted);
        budget.Settle((await second).Maximum, 0);
        using BudgetReservation granted = await third;
        Assert.Equal((0m, 1m), (budget.Spent, budget.Reserved));
    }

    [Fact]
    public async Task A_request_that_waited_is_refused_where_too_much_was_spent()
    {
        Budget budget = new(1.5m, Prices);
        BudgetReservation first = await ReserveAsync(budget);
        Task<BudgetReservation> second = ReserveAsync(budget);

        first.Dispose();
        Assert.Equal(0m, budget.Spent);
        using BudgetReservation granted = await second;
        Task<BudgetReservation> third = ReserveAsync(budget);
        budget.Settle(granted.Maximum, 0.75m);

        Assert.Equal(OfoxErrorKind.OfoxBudgetExceeded, (await Assert.ThrowsAsync<OfoxException>(() => third)).Kind);
    }

    [Fact]
    public async Task Waiting_ends_with_the_pipeline()
    {
        Budget budget = new(1, Prices);
        using BudgetReservation first = await ReserveAsync(budget);
        using CancellationTokenSource stop = new();
        Task<BudgetReservation> second = budget.ReserveAsync(RequestWriter.Write(Ask.Plain), stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    [Fact]
    public async Task Many_at_once_never_spend_more_than_there_is()
    {
        Budget budget = new(20, Prices);
        int refused = 0;
        decimal taken = 0;
        object sync = new();
        await Task.WhenAll(Enumerable.Range(0, 64).Select(number => Task.Run(async () =>
        {
            Random random = new(number);
            try
            {
                while (true)
                {
                    BudgetReservation share = await ReserveAsync(budget);
                    lock (sync)
                    {
                        taken += share.Maximum;
                        Assert.InRange(taken, 0m, 20m);
                    }

                    await Task.Yield();
                    decimal cost = (decimal)random.NextDouble() * share.Maximum;
                    lock (sync)
                    {
                        taken -= share.Maximum - cost;
                    }

                    budget.Settle(share.Maximum, cost);
                }
            }
            catch (OfoxException failure) when (failure.Kind == OfoxErrorKind.OfoxBudgetExceeded)
            {
                Interlocked.Increment(ref refused);
            }
        })));

        Assert.InRange(budget.Spent, 19m, 20m);
        Assert.Equal((0m, 64), (budget.Reserved, refused));
    }

    private static Task<BudgetReservation> ReserveAsync(Budget budget) => budget.ReserveAsync(RequestWriter.Write(Ask.Plain), default);
}
