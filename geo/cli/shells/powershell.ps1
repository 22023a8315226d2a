Register-ArgumentCompleter -Native -CommandName geo -ScriptBlock {
    param($word, $ast, $cursor)
    $words = @($ast.CommandElements | ForEach-Object { $_.ToString() } | Select-Object -Skip 1)
    if ($word -ne '') { $words = @($words | Select-Object -SkipLast 1) }
    $env:_GEO_COMPLETE = '1'; $env:PYTHONUTF8 = '1'
    $before = [Console]::OutputEncoding
    [Console]::OutputEncoding = [Text.Encoding]::UTF8
    try {
        $last = if ($word -eq '') { '^' } else { $word }
        geo @words $last 2>$null | ForEach-Object {
            $value, $meaning = $_ -split "`t", 2
            if (-not $meaning) { $meaning = $value }
            [Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $meaning)
        }
    } finally {
        Remove-Item Env:_GEO_COMPLETE, Env:PYTHONUTF8
        [Console]::OutputEncoding = $before
    }
}
