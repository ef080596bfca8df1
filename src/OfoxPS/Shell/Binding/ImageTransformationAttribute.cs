using System.Management.Automation;
using OfoxPS.Shell.Conversion;

namespace OfoxPS.Shell.Binding;

/// <summary>Keeps a byte array whole: PowerShell would bind it as so many single bytes.</summary>
internal sealed class ImageTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Unwrap.Value(inputData) is byte[] bytes ? new object[] { bytes } : inputData;
}
