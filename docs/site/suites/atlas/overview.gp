# The numbers are in overview.tsv.
#   gnuplot overview.gp                      draws overview.svg
#   gnuplot -e "format='pdf'" overview.gp   draws overview.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'atlas'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'overview'
others = 86
array grey_style[86]
grey_style[1] = 2
grey_style[2] = 3
grey_style[3] = 4
grey_style[4] = 5
grey_style[5] = 6
grey_style[6] = 7
grey_style[7] = 8
grey_style[8] = 9
grey_style[9] = 10
grey_style[10] = 11
grey_style[11] = 12
grey_style[12] = 13
grey_style[13] = 14
grey_style[14] = 15
grey_style[15] = 16
grey_style[16] = 17
grey_style[17] = 18
grey_style[18] = 19
grey_style[19] = 20
grey_style[20] = 21
grey_style[21] = 22
grey_style[22] = 23
grey_style[23] = 24
grey_style[24] = 25
grey_style[25] = 45
grey_style[26] = 46
grey_style[27] = 47
grey_style[28] = 48
grey_style[29] = 49
grey_style[30] = 50
grey_style[31] = 51
grey_style[32] = 52
grey_style[33] = 53
grey_style[34] = 54
grey_style[35] = 55
grey_style[36] = 56
grey_style[37] = 57
grey_style[38] = 59
grey_style[39] = 60
grey_style[40] = 61
grey_style[41] = 62
grey_style[42] = 63
grey_style[43] = 64
grey_style[44] = 65
grey_style[45] = 66
grey_style[46] = 67
grey_style[47] = 68
grey_style[48] = 69
grey_style[49] = 70
grey_style[50] = 71
grey_style[51] = 72
grey_style[52] = 73
grey_style[53] = 74
grey_style[54] = 75
grey_style[55] = 76
grey_style[56] = 77
grey_style[57] = 78
grey_style[58] = 79
grey_style[59] = 80
grey_style[60] = 82
grey_style[61] = 83
grey_style[62] = 85
grey_style[63] = 86
grey_style[64] = 88
grey_style[65] = 89
grey_style[66] = 90
grey_style[67] = 91
grey_style[68] = 92
grey_style[69] = 93
grey_style[70] = 95
grey_style[71] = 96
grey_style[72] = 97
grey_style[73] = 98
grey_style[74] = 99
grey_style[75] = 100
grey_style[76] = 101
grey_style[77] = 102
grey_style[78] = 103
grey_style[79] = 104
grey_style[80] = 105
grey_style[81] = 106
grey_style[82] = 107
grey_style[83] = 108
grey_style[84] = 109
grey_style[85] = 110
grey_style[86] = 111
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
crossed = 0
tasks = 8
array task[8]
array drawn[8]
array fits_here[8]
array train_length[8]
array first_length[8]
array last_length[8]
array metric[8]
array lowest[8]
array highest[8]
array ties_words[8]
array borders[8]
array borders_words[8]
array chance_of[8]
task[1] = 'Copy a string (symbols 64)'
drawn[1] = '1 2 3 4 5 6'; fits_here[1] = '0 1 1 1 1 1'
chance_of[1] = 1
train_length[1] = 16.0; first_length[1] = 16.0; last_length[1] = 64.0
metric[1] = 'exact match'; lowest[1] = 0.0000; highest[1] = 1.0000
ties_words[1] = 'under one line in Copy a string (symbols 64): selective-attention, dape-v2'
borders[1] = '16'; borders_words[1] = ''
task[2] = 'Write a string backwards (symbols 64)'
drawn[2] = '1 2 3 4 5 6'; fits_here[2] = '0 1 1 1 1 1'
chance_of[2] = 1
train_length[2] = 16.0; first_length[2] = 16.0; last_length[2] = 64.0
metric[2] = 'exact match'; lowest[2] = 0.0000; highest[2] = 1.0000
ties_words[2] = 'under one line in Write a string backwards (symbols 64): selective-attention, dape-v2, hard-alibi'
borders[2] = '16'; borders_words[2] = ''
task[3] = 'Sort values in ascending order (symbols 64)'
drawn[3] = '1 2 3 4 5 6'; fits_here[3] = '1 1 1 1 1 1'
chance_of[3] = 1
train_length[3] = 16.0; first_length[3] = 16.0; last_length[3] = 64.0
metric[3] = 'exact match'; lowest[3] = 0.0000; highest[3] = 1.0000
ties_words[3] = 'under one line in Sort values in ascending order (symbols 64): cpe, dape-v2, hard-alibi'
borders[3] = '16'; borders_words[3] = ''
task[4] = 'Copy a string (symbols 16, kind repeats)'
drawn[4] = '1 2 3 4 5 6'; fits_here[4] = '0 1 1 0 1 1'
chance_of[4] = 1
train_length[4] = 16.0; first_length[4] = 16.0; last_length[4] = 128.0
metric[4] = 'exact match'; lowest[4] = 0.0000; highest[4] = 1.0000
ties_words[4] = ''
borders[4] = '16'; borders_words[4] = ''
task[5] = 'Associative recall with a query for every key (grow gap, keys 8, values 8, pairs 4)'
drawn[5] = '1 2 3 4 5 6'; fits_here[5] = '0 1 1 1 1 0'
chance_of[5] = 1
train_length[5] = 16.0; first_length[5] = 16.0; last_length[5] = 128.0
metric[5] = 'token accuracy'; lowest[5] = 0.0000; highest[5] = 1.0000
ties_words[5] = 'under one line in Associative recall with a query for every key (grow gap, keys 8, values 8, pairs 4): cpe, selective-attention, dape-v2, hard-alibi'
borders[5] = '16'; borders_words[5] = ''
task[6] = 'Look up the k-th item (symbols 16, pointers 16, queries 4)'
drawn[6] = '1 2 3 4 5 6'; fits_here[6] = '1 1 1 0 1 1'
chance_of[6] = 1
train_length[6] = 16.0; first_length[6] = 16.0; last_length[6] = 128.0
metric[6] = 'exact match'; lowest[6] = 0.0000; highest[6] = 1.0000
ties_words[6] = ''
borders[6] = '16'; borders_words[6] = ''
task[7] = 'Find the one key in filler (digits 3)'
drawn[7] = '1 2 3 4 5 6'; fits_here[7] = '1 1 1 1 1 1'
chance_of[7] = 1
train_length[7] = 16.0; first_length[7] = 16.0; last_length[7] = 128.0
metric[7] = 'exact match'; lowest[7] = 0.0000; highest[7] = 1.0000
ties_words[7] = 'under one line in Find the one key in filler (digits 3): cpe, selective-attention, dape-v2'
borders[7] = '16'; borders_words[7] = ''
task[8] = 'What may come next in a regular language, or its state (language tomita-4)'
drawn[8] = '1 2 3 4 5 6'; fits_here[8] = '1 1 1 1 1 1'
chance_of[8] = 1
train_length[8] = 16.0; first_length[8] = 16.0; last_length[8] = 128.0
metric[8] = 'exact match'; lowest[8] = 0.0000; highest[8] = 1.0000
ties_words[8] = 'under one line in What may come next in a regular language, or its state (language tomita-4): cpe, selective-attention, dape-v2, hard-alibi'
borders[8] = '16'; borders_words[8] = ''
series = 6
own_colours = 1
array label[6]
array tic[6]
array style[6]
array runs[6]
array fitted[6]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'cpe'; tic[2] = 'cpe'
style[2] = 58; runs[2] = 1; fitted[2] = 1
label[3] = 'selective-attention'; tic[3] = 'selective-attention'
style[3] = 81; runs[3] = 1; fitted[3] = 1
label[4] = 'dape-v2'; tic[4] = 'dape-v2'
style[4] = 84; runs[4] = 1; fitted[4] = 1
label[5] = 'hard-alibi'; tic[5] = 'hard-alibi'
style[5] = 87; runs[5] = 1; fitted[5] = 1
label[6] = 'rope+sigmoid'; tic[6] = 'rope+sigmoid'
style[6] = 94; runs[6] = 1; fitted[6] = 1

load '../../charts/style.gp'
load '../../charts/overview.gp'
