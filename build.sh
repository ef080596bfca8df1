#!/bin/sh
# Finds PowerShell 7.4 or later, or installs it under .tools, and hands over to build.ps1.
cd "$(dirname "$0")" || exit 1
works() { "$1" -NoProfile -Command 'exit [int]($PSVersionTable.PSVersion -lt "7.4.0")' >/dev/null 2>&1 </dev/null; }

if ! command -v dotnet >/dev/null; then
    echo 'The .NET SDK is missing. Install version 10 from https://dot.net/download and try again.' >&2
    exit 1
fi

pwsh=pwsh
if ! works "$pwsh"; then
    pwsh=./.tools/pwsh
    [ -x "$pwsh" ] || dotnet tool install PowerShell --version '7.6.*' --tool-path .tools >/dev/null 2>&1
fi

if works "$pwsh"; then exec "$pwsh" -NoProfile -File build.ps1 "$@"; fi

remedy="dotnet tool install --global PowerShell --version '7.6.*'"
case "$*" in
*[Tt]est)
    echo "There is no PowerShell and it could not be installed ($remedy): only the tests that need none run."
    rm -f TestResults/unit.trx
    dotnet test tests/OfoxPS.UnitTests -c Release -nologo --logger 'trx;LogFileName=unit.trx' --results-directory TestResults \
        --blame-hang-timeout 2min --blame-hang-dump-type none
    code=$?
    sed -n 's/.*<Counters total="[0-9]*" executed="\([0-9]*\)" passed="\([0-9]*\)".*/\1 \2/p' TestResults/unit.trx |
        { read -r executed passed && echo "$passed passed, $((executed - passed)) failed"; }
    exit $code ;;
esac

echo "PowerShell 7.4 or later is needed and could not be installed. This installs it: $remedy" >&2
exit 1
