using System.Management.Automation;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>Keeps bytes together: PowerShell would bind an array of them as so many single bytes.</summary>
internal sealed class BytesTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        ByteList.Of(inputData) is { } bytes ? new object[] { bytes } : inputData;
}
