using OfoxPS.Core.Mcp;
using Xunit;

namespace OfoxPS.UnitTests.Mcp;

/// <summary>Which line of the stderr of a server its end is explained by.</summary>
public class LastWordsTests
{
    [Theory]
    [InlineData("only this", "only this")]
    [InlineData("listening\nno database", "no database")]
    // Node.js: an error that is thrown, and one with fields.
    [InlineData("/app/index.js:1\nthrow new Error('no database');\n^\n\nError: no database\n    at Object.<anonymous> "
        + "(/app/index.js:1:7)\n    at node:internal/main/run_main_module:28:49\n\nNode.js v20.20.2", "Error: no database")]
    [InlineData("node:events:495\n      throw er; // Unhandled 'error' event\n      ^\n\nError: listen EADDRINUSE: address already in "
        + "use :::3000\n    at Server.setupListenHandle {\n  code: 'EADDRINUSE',\n  port: 3000\n}\n\nNode.js v20.20.2",
        "Error: listen EADDRINUSE: address already in use :::3000")]
    [InlineData("Traceback (most recent call last):\n  File \"server.py\", line 1, in <module>\n    main()\nValueError: no database",
        "ValueError: no database")]
    [InlineData("Unhandled exception. System.InvalidOperationException: no database\n   at Server.Main()\n",
        "Unhandled exception. System.InvalidOperationException: no database")]
    [InlineData("Exception in thread \"main\" java.lang.IllegalStateException: it failed\n\tat Server.main(Server.java:3)\nCaused by: "
        + "java.io.IOException: no database\n\t... 1 more", "Caused by: java.io.IOException: no database")]
    [InlineData("panic: no database\n\ngoroutine 1 [running]:\nmain.main()\n\t/app/main.go:4 +0x18\nexit status 2", "panic: no database")]
    [InlineData("thread 'main' panicked at src/main.rs:2:5:\nno database\nnote: run with `RUST_BACKTRACE=1` environment variable to "
        + "display a backtrace", "no database")]
    [InlineData("npm error code E404\nnpm error 404 Not Found - GET https://example.com/nothing - Not found\nnpm error 404\nnpm error "
        + "404  'nothing@*' is not in this registry.\nnpm error A complete log of this run can be found in: /home/user/.npm/_logs/x.log",
        "npm error 404 Not Found - GET https://example.com/nothing - Not found")]
    [InlineData("npm ERR! code ENOENT\nnpm ERR! syscall open\nnpm ERR! path /app/package.json\nnpm ERR! enoent Could not read "
        + "package.json\nnpm ERR! enoent This is related to npm not being able to find a file.",
        "npm ERR! enoent Could not read package.json")]
    [InlineData("npm warn deprecated package\nError: no database\n    at x\nnpm error code 1", "Error: no database")]
    // Where nothing but frames is there, the last of them is better than nothing.
    [InlineData("    at x\n    at y", "at y")]
    public void The_line_says_why(string written, string line)
    {
        LastWords words = new();
        foreach (string one in written.Split('\n'))
        {
            words.Add(one);
        }

        Assert.Equal(line, words.Line);
    }

    [Fact]
    public void Nothing_is_said_of_a_silent_program() => Assert.Null(new LastWords().Line);
}
