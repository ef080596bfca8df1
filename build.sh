#!/bin/sh
# Runs build.ps1 in the PowerShell of the tool manifest, which the .NET SDK restores. -Shell names another PowerShell, where there is one.
cd "$(dirname "$0")" || exit 1
export DOTNET_NOLOGO=1

if ! command -v dotnet >/dev/null; then
    echo 'The .NET SDK is missing. Install version 10 from https://dot.net/download and try again.' >&2
    exit 1
fi

if [ "$1" = -Shell ]; then
    shell=$2
    shift 2
    exec "$shell" -NoProfile -File build.ps1 "$@"
fi

dotnet tool restore --verbosity quiet || exit 1
exec dotnet tool run pwsh -NoProfile -File build.ps1 "$@"
