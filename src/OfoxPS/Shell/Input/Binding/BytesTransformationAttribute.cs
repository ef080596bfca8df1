using System.Management.Automation;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>Keeps a byte array as one argument: PowerShell would bind it to an array parameter byte by byte.</summary>
internal sealed class BytesTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Unwrap.Bytes(inputData) is { } bytes ? new object[] { bytes } : inputData;
}
