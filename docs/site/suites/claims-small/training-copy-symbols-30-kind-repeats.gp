# The numbers are in training-copy-symbols-30-kind-repeats.tsv.
#   gnuplot training-copy-symbols-30-kind-repeats.gp                      draws training-copy-symbols-30-kind-repeats.svg
#   gnuplot -e "format='pdf'" training-copy-symbols-30-kind-repeats.gp   draws training-copy-symbols-30-kind-repeats.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string (symbols 30, kind repeats), trained to 32'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-copy-symbols-30-kind-repeats'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 99.0
curves = 72
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 0; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 1
curve_fitted[2] = 0; curve_diverged[2] = 0; curve_first[2] = 2; curve_last[2] = 3
curve_fitted[3] = 0; curve_diverged[3] = 0; curve_first[3] = 4; curve_last[3] = 5
curve_fitted[4] = 0; curve_diverged[4] = 0; curve_first[4] = 6; curve_last[4] = 7
curve_fitted[5] = 0; curve_diverged[5] = 0; curve_first[5] = 8; curve_last[5] = 9
curve_fitted[6] = 0; curve_diverged[6] = 0; curve_first[6] = 10; curve_last[6] = 11
curve_fitted[7] = 0; curve_diverged[7] = 0; curve_first[7] = 12; curve_last[7] = 13
curve_fitted[8] = 0; curve_diverged[8] = 0; curve_first[8] = 14; curve_last[8] = 15
curve_fitted[9] = 0; curve_diverged[9] = 0; curve_first[9] = 16; curve_last[9] = 17
curve_fitted[10] = 0; curve_diverged[10] = 0; curve_first[10] = 18; curve_last[10] = 19
curve_fitted[11] = 0; curve_diverged[11] = 0; curve_first[11] = 20; curve_last[11] = 21
curve_fitted[12] = 0; curve_diverged[12] = 0; curve_first[12] = 22; curve_last[12] = 23
curve_fitted[13] = 0; curve_diverged[13] = 0; curve_first[13] = 24; curve_last[13] = 25
curve_fitted[14] = 0; curve_diverged[14] = 0; curve_first[14] = 26; curve_last[14] = 27
curve_fitted[15] = 0; curve_diverged[15] = 0; curve_first[15] = 28; curve_last[15] = 29
curve_fitted[16] = 0; curve_diverged[16] = 0; curve_first[16] = 30; curve_last[16] = 31
curve_fitted[17] = 0; curve_diverged[17] = 0; curve_first[17] = 32; curve_last[17] = 33
curve_fitted[18] = 0; curve_diverged[18] = 0; curve_first[18] = 34; curve_last[18] = 35
curve_fitted[19] = 0; curve_diverged[19] = 0; curve_first[19] = 36; curve_last[19] = 37
curve_fitted[20] = 0; curve_diverged[20] = 0; curve_first[20] = 38; curve_last[20] = 39
curve_fitted[21] = 0; curve_diverged[21] = 0; curve_first[21] = 40; curve_last[21] = 41
curve_fitted[22] = 0; curve_diverged[22] = 0; curve_first[22] = 42; curve_last[22] = 43
curve_fitted[23] = 0; curve_diverged[23] = 0; curve_first[23] = 44; curve_last[23] = 45
curve_fitted[24] = 0; curve_diverged[24] = 0; curve_first[24] = 46; curve_last[24] = 47
curve_fitted[25] = 0; curve_diverged[25] = 0; curve_first[25] = 48; curve_last[25] = 49
curve_fitted[26] = 0; curve_diverged[26] = 0; curve_first[26] = 50; curve_last[26] = 51
curve_fitted[27] = 0; curve_diverged[27] = 0; curve_first[27] = 52; curve_last[27] = 53
curve_fitted[28] = 0; curve_diverged[28] = 0; curve_first[28] = 54; curve_last[28] = 55
curve_fitted[29] = 0; curve_diverged[29] = 0; curve_first[29] = 56; curve_last[29] = 57
curve_fitted[30] = 0; curve_diverged[30] = 0; curve_first[30] = 58; curve_last[30] = 59
curve_fitted[31] = 0; curve_diverged[31] = 0; curve_first[31] = 60; curve_last[31] = 61
curve_fitted[32] = 0; curve_diverged[32] = 0; curve_first[32] = 62; curve_last[32] = 63
curve_fitted[33] = 0; curve_diverged[33] = 0; curve_first[33] = 64; curve_last[33] = 65
curve_fitted[34] = 0; curve_diverged[34] = 0; curve_first[34] = 66; curve_last[34] = 67
curve_fitted[35] = 0; curve_diverged[35] = 0; curve_first[35] = 68; curve_last[35] = 69
curve_fitted[36] = 0; curve_diverged[36] = 0; curve_first[36] = 70; curve_last[36] = 71
curve_fitted[37] = 0; curve_diverged[37] = 0; curve_first[37] = 72; curve_last[37] = 73
curve_fitted[38] = 0; curve_diverged[38] = 0; curve_first[38] = 74; curve_last[38] = 75
curve_fitted[39] = 0; curve_diverged[39] = 0; curve_first[39] = 76; curve_last[39] = 77
curve_fitted[40] = 0; curve_diverged[40] = 0; curve_first[40] = 78; curve_last[40] = 79
curve_fitted[41] = 0; curve_diverged[41] = 0; curve_first[41] = 80; curve_last[41] = 81
curve_fitted[42] = 0; curve_diverged[42] = 0; curve_first[42] = 82; curve_last[42] = 83
curve_fitted[43] = 0; curve_diverged[43] = 0; curve_first[43] = 84; curve_last[43] = 85
curve_fitted[44] = 0; curve_diverged[44] = 0; curve_first[44] = 86; curve_last[44] = 87
curve_fitted[45] = 0; curve_diverged[45] = 0; curve_first[45] = 88; curve_last[45] = 89
curve_fitted[46] = 0; curve_diverged[46] = 0; curve_first[46] = 90; curve_last[46] = 91
curve_fitted[47] = 0; curve_diverged[47] = 0; curve_first[47] = 92; curve_last[47] = 93
curve_fitted[48] = 0; curve_diverged[48] = 0; curve_first[48] = 94; curve_last[48] = 95
curve_fitted[49] = 0; curve_diverged[49] = 0; curve_first[49] = 96; curve_last[49] = 97
curve_fitted[50] = 0; curve_diverged[50] = 0; curve_first[50] = 98; curve_last[50] = 99
curve_fitted[51] = 0; curve_diverged[51] = 0; curve_first[51] = 100; curve_last[51] = 101
curve_fitted[52] = 0; curve_diverged[52] = 0; curve_first[52] = 102; curve_last[52] = 103
curve_fitted[53] = 0; curve_diverged[53] = 0; curve_first[53] = 104; curve_last[53] = 105
curve_fitted[54] = 0; curve_diverged[54] = 0; curve_first[54] = 106; curve_last[54] = 107
curve_fitted[55] = 0; curve_diverged[55] = 0; curve_first[55] = 108; curve_last[55] = 109
curve_fitted[56] = 0; curve_diverged[56] = 0; curve_first[56] = 110; curve_last[56] = 111
curve_fitted[57] = 0; curve_diverged[57] = 0; curve_first[57] = 112; curve_last[57] = 113
curve_fitted[58] = 0; curve_diverged[58] = 0; curve_first[58] = 114; curve_last[58] = 115
curve_fitted[59] = 0; curve_diverged[59] = 0; curve_first[59] = 116; curve_last[59] = 117
curve_fitted[60] = 0; curve_diverged[60] = 0; curve_first[60] = 118; curve_last[60] = 119
curve_fitted[61] = 0; curve_diverged[61] = 0; curve_first[61] = 120; curve_last[61] = 121
curve_fitted[62] = 0; curve_diverged[62] = 0; curve_first[62] = 122; curve_last[62] = 123
curve_fitted[63] = 0; curve_diverged[63] = 0; curve_first[63] = 124; curve_last[63] = 125
curve_fitted[64] = 0; curve_diverged[64] = 0; curve_first[64] = 126; curve_last[64] = 127
curve_fitted[65] = 0; curve_diverged[65] = 0; curve_first[65] = 128; curve_last[65] = 129
curve_fitted[66] = 0; curve_diverged[66] = 0; curve_first[66] = 130; curve_last[66] = 131
curve_fitted[67] = 0; curve_diverged[67] = 0; curve_first[67] = 132; curve_last[67] = 133
curve_fitted[68] = 0; curve_diverged[68] = 0; curve_first[68] = 134; curve_last[68] = 135
curve_fitted[69] = 0; curve_diverged[69] = 0; curve_first[69] = 136; curve_last[69] = 137
curve_fitted[70] = 0; curve_diverged[70] = 0; curve_first[70] = 138; curve_last[70] = 139
curve_fitted[71] = 0; curve_diverged[71] = 0; curve_first[71] = 140; curve_last[71] = 141
curve_fitted[72] = 0; curve_diverged[72] = 0; curve_first[72] = 142; curve_last[72] = 143
array curves_of[13]
curves_of[1] = ' 1 3 7 14 17 20'
curves_of[2] = ''
curves_of[3] = ''
curves_of[4] = ' 26 27 28 30 34 36'
curves_of[5] = ''
curves_of[6] = ''
curves_of[7] = ' 2 4 5 6 8 9 10 11 12 13 15 16 18 19 21'
curves_of[8] = ''
curves_of[9] = ' 22 23 24 25 29 31 32 33 35 37 38 39 40 41 42'
curves_of[10] = ' 58 59 60 61 62 63 64 65 66 67 68 69 70 71 72'
curves_of[11] = ' 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57'
curves_of[12] = ''
curves_of[13] = ''
series = 6
own_colours = 1
array label[6]
array tic[6]
array style[6]
array runs[6]
array fitted[6]
label[1] = 'fope'; tic[1] = 'fope'
style[1] = 1; runs[1] = 6; fitted[1] = 0
label[2] = 't5'; tic[2] = 't5'
style[2] = 7; runs[2] = 15; fitted[2] = 0
label[3] = 'sinusoidal'; tic[3] = 'sinusoidal'
style[3] = 9; runs[3] = 15; fitted[3] = 0
label[4] = 'rope'; tic[4] = 'rope'
style[4] = 4; runs[4] = 6; fitted[4] = 0
label[5] = 'shaw'; tic[5] = 'shaw'
style[5] = 11; runs[5] = 15; fitted[5] = 0
label[6] = 'alibi'; tic[6] = 'alibi'
style[6] = 10; runs[6] = 15; fitted[6] = 0

load '../../charts/style.gp'
load '../../charts/training.gp'
