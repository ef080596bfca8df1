using System;
using System.Collections;
using System.Management.Automation;
using OfoxPS.Shell.Input.Binding;

namespace OfoxPS.Shell.Cmdlets;

/// <summary>The settings of a connection. Their names are the keys of the settings.</summary>
public abstract class ConnectionCmdlet : OfoxCmdlet
{
    private const double LongestSeconds = 2_000_000;

    /// <summary>The API key: a SecureString (what Get-Secret gives), a string or a PSCredential.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(WordCompleter))]
    [ApiKeyTransformation]
    public object? ApiKey { get; set; }

    /// <summary>The base URL; https://api.ofox.ai/v1 where nothing else is configured.</summary>
    [Parameter]
    [AddressTransformation(nameof(BaseUri))]
    public Uri? BaseUri { get; set; }

    /// <summary>How many times a request is sent again where that can help; 2 where nothing else is configured.</summary>
    [Parameter]
    [NumberRange(0, 100)]
    public int? MaximumRetryCount { get; set; }

    /// <summary>Seconds for TCP and TLS; 30 where nothing else is configured.</summary>
    [Parameter]
    [NumberRange(0.001, LongestSeconds)]
    public double? ConnectionTimeoutSeconds { get; set; }

    /// <summary>The longest silence of the server in seconds, the wait for its headers included; 600 where nothing else is configured.</summary>
    [Parameter]
    [NumberRange(0.001, LongestSeconds)]
    public double? OperationTimeoutSeconds { get; set; }

    /// <summary>Seconds for the whole call, waits and retries included; no limit where nothing is configured.</summary>
    [Parameter]
    [NumberRange(0.001, LongestSeconds)]
    public double? TimeoutSeconds { get; set; }

    /// <summary>Headers of the request, over those that are configured; one without a value takes a configured one away.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(WordCompleter))]
    [HeaderTransformation]
    public IDictionary? Header { get; set; }

    /// <summary>Accepts any certificate of the server.</summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>Allows the key to cross the network in the clear, to an http address that is not this machine.</summary>
    [Parameter]
    public SwitchParameter AllowUnencryptedAuthentication { get; set; }
}
