using System;
using OfoxPS.Core.Files;
using Xunit;

namespace OfoxPS.UnitTests.Files;

/// <summary>A path as an address, and back.</summary>
public sealed class FileAddressTests
{
    [Theory]
    [InlineData("/tmp/a.png")]
    [InlineData("/tmp/x%41.png")]
    [InlineData("/tmp/100 %/#1?.png")]
    [InlineData("/tmp/[a] *.png ")]
    [InlineData("/tmp/line\nbreak.png")]
    [InlineData("/tmp/back\\slash.png")]
    [InlineData("/tmp/ä\U0001F600/+&=.png")]
    public void What_is_written_is_read(string path)
    {
        if (System.IO.Path.DirectorySeparatorChar == '/')
        {
            string address = FileAddress.Of(path, "abc");

            Assert.Equal((path, "abc"), FileAddress.Read(address));
            Assert.True(new Uri(address).IsFile);
        }
    }

    [Theory]
    [InlineData("file://host/share/x.png#sha256=abc")]
    [InlineData("file:////host/share/x.png#sha256=abc")]
    [InlineData("file:///%2Fhost/share/x.png#sha256=abc")]
    [InlineData("file:///%5C%5Chost/share/x.png#sha256=abc")]
    [InlineData("file:///\\\\host/share/x.png#sha256=abc")]
    [InlineData("file:x.png#sha256=abc")]
    [InlineData("file:/x.png#sha256=abc")]
    [InlineData("FILE://HOST/x.png#sha256=abc")]
    [InlineData("file:///a%00b#sha256=abc")]
    [InlineData("file://")]
    public void Another_machine_is_no_file_of_this_one(string address)
    {
        Assert.True(FileAddress.IsOne(address));
        Assert.Null(FileAddress.Read(address).Path);
    }

    [Theory]
    [InlineData("file:///tmp/x%2541.png", "/tmp/x%41.png", null)]
    [InlineData("file:///tmp/x.png#sha256=", "/tmp/x.png", "")]
    [InlineData("file://localhost/tmp/x.png#sha256=ABC", "/tmp/x.png", "abc")]
    [InlineData("file:///tmp/x.png#page=2", "/tmp/x.png", null)]
    public void An_address_that_others_have_written_is_read(string address, string path, string? hash) =>
        Assert.Equal((path, hash), FileAddress.Read(address));
}
