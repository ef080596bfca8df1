using System;
using OfoxPS.Shell.Showing;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Formatting;

/// <summary>Views with style. They change the environment of the process, so that no other test runs beside them.</summary>
[Collection(AloneCollection.Name)]
public sealed class StyleTests
{
    [Fact]
    public void A_status_is_dimmed_where_there_is_style()
    {
        string? before = Environment.GetEnvironmentVariable("NO_COLOR");
        try
        {
            Environment.SetEnvironmentVariable("NO_COLOR", null);
            Assert.Equal("\u001b[2muser\u001b[22m", MessageView.Speaker(new ChatMessage(), new object()));
            Environment.SetEnvironmentVariable("NO_COLOR", "1");
            Assert.Equal("user", MessageView.Speaker(new ChatMessage(), new object()));
        }
        finally
        {
            Environment.SetEnvironmentVariable("NO_COLOR", before);
        }
    }
}
